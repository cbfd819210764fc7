import type { Store } from '#components/store/port/index.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { companySubject } from '#core/company/company-id.ts';
import { type CompanyState, isCompany } from '#core/company/company-state.ts';
import { isDeleted } from '#core/company/step-company.ts';
import { readDocument } from '#core/read-document.ts';

/** The company as it is now. Throws `not_found` for one that nobody told of, or that is deleted. */
export async function requireCompany(
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  id: string,
): Promise<CompanyState> {
  const subject = companySubject(id);
  const document = (await store.readProfiles(workspace, [subject])).get(subject);
  const state = document === undefined ? undefined : readDocument(document);
  if (state !== undefined && isCompany(state) && !isDeleted(state)) return state;
  throw new RequestError('not_found', { message: `There is no company with the id "${id}".` });
}

/** As the team calls it. */
export function companyName(id: string, traits: CompanyState['picture']['traits']): string {
  return typeof traits.name === 'string' && traits.name.trim() !== '' ? traits.name : id;
}
