import { createPrivateKey } from 'node:crypto';

/** RFC 8301 section 3.2: nobody has to verify with a smaller one. */
const fewestBits = 1_024;

/** Mails are signed with RSA; for a key that cannot be used the mail library sends them unsigned and says nothing. */
export function signsMails(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= fewestBits;
  } catch {
    return false;
  }
}
