import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

interface Budget {
  /** Kilobytes (1,000 bytes) after gzip. */
  readonly kilobytes: number;
  /** Modules that are imported dynamically but needed by every first visit. */
  readonly modules: readonly string[];
}

/** Fails the build when the script that a first visit must load, compressed, grows past the budget. */
export function firstLoadBudget({ kilobytes, modules }: Budget): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const first = new Set<string>();
      for (const chunk of chunks) {
        const needed = modules.some((module) => chunk.facadeModuleId?.endsWith(module));
        if (chunk.isEntry || needed) collectStaticImports(chunk.fileName, bundle, first);
      }
      const sizes = chunks.map((chunk) => ({
        name: chunk.fileName,
        kilobytes: gzipSync(chunk.code).length / 1000,
        first: first.has(chunk.fileName),
      }));
      sizes.sort((a, b) => Number(b.first) - Number(a.first) || b.kilobytes - a.kilobytes);
      const total = sizes.filter((size) => size.first).reduce((sum, size) => sum + size.kilobytes, 0);
      for (const size of sizes.filter((one) => one.first || one.kilobytes >= 5)) {
        this.info(
          `${size.kilobytes.toFixed(1).padStart(7)} kB gzip  ${size.first ? 'first load' : 'on demand '}  ${size.name}`,
        );
      }
      this.info(`${total.toFixed(1).padStart(7)} kB gzip  first load in total, of ${kilobytes} allowed`);
      if (total > kilobytes)
        this.error(`The first load is ${total.toFixed(1)} kB of script; ${kilobytes} kB are allowed.`);
    },
  };
}

function collectStaticImports(file: string, bundle: Rolldown.OutputBundle, found: Set<string>): void {
  if (found.has(file)) return;
  found.add(file);
  const output = bundle[file];
  if (output?.type === 'chunk') for (const imported of output.imports) collectStaticImports(imported, bundle, found);
}
