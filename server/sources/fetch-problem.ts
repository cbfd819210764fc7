import { PrivateAddressError } from '#channels/webhook/public-lookup.ts';
import type { FetchReason } from '#contracts/api/source.ts';

/** Another system answered, but not with what was asked for. */
export class RefusedFetchError extends Error {
  override name = 'RefusedFetchError';
  readonly status: number;
  constructor(host: string, status: number, code: string | undefined) {
    super(`${host} answered ${status}${code === undefined ? '' : ` (${code})`}.`);
    this.status = status;
  }
}

/** Why a source could not be fetched, as a word that can be translated; null where nothing better than its message is known. */
export function reasonOf(error: unknown): FetchReason | null {
  if (error instanceof PrivateAddressError) return 'private_address';
  if (error instanceof RefusedFetchError) {
    if (error.status === 401 || error.status === 403) return 'not_allowed';
    return error.status === 404 ? 'not_there' : 'refused';
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // https://nodejs.org/api/tls.html#x509-certificate-error-codes
  if (/CERT|^UNABLE_TO_/.test(code)) return 'certificate_not_trusted';
  return /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE)/.test(code) ? 'unreachable' : null;
}
