/** Opens a function of glibc by its prototype in C; undefined with another C library. */
export async function openFunction<T>(prototype: string): Promise<T | undefined> {
  const { header } = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } };
  if (header.glibcVersionRuntime === undefined) return undefined;
  const { default: koffi } = await import('koffi');
  return koffi.load(null).func(prototype) as T;
}
