import { randomUUID } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';
import type { PersonNote } from '#contracts/api/people-attributes.ts';
import { type Author, isSameAuthor } from '#contracts/author.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

interface NoteRow {
  readonly id: string;
  readonly text: string;
  readonly name: string;
  readonly email: string | null;
  readonly at: Date;
  readonly editedAt: Date | null;
}

export interface Notes {
  /** Of a person under all ids that are hers, the newest first. */
  list(profiles: readonly ProfileId[], reader: Author): Promise<readonly PersonNote[]>;
  write(profile: ProfileId, text: string, author: Author): Promise<PersonNote>;
  /** Throws `not_found` where the person has no such note of the author's own. */
  edit(profiles: readonly ProfileId[], id: string, text: string, author: Author): Promise<PersonNote>;
  remove(profiles: readonly ProfileId[], id: string, author: Author): Promise<void>;
}

export function openNotes(sql: Sql, workspace: WorkspaceId): Notes {
  const columns = sql`id, text, author_name as name, author_email as email, at, edited_at as "editedAt"`;
  const own = ({ name, email }: Author) =>
    email === null ? sql`author_email is null and author_name = ${name}` : sql`author_email = ${email}`;
  return {
    async list(profiles, reader) {
      const rows = await sql<NoteRow[]>`
        select ${columns} from person_note where workspace = ${workspace} and profile = any(${profiles as string[]})
        order by at desc, id limit 500`;
      return rows.map((row) => present(row, reader));
    },

    async write(profile, text, author) {
      const [row] = await sql<NoteRow[]>`
        insert into person_note (workspace, profile, id, text, author_name, author_email)
        values (${workspace}, ${profile}, ${randomUUID()}, ${text}, ${author.name}, ${author.email})
        returning ${columns}`;
      return found(row, author);
    },

    async edit(profiles, id, text, author) {
      const [row] = await sql<NoteRow[]>`
        update person_note set text = ${text}, edited_at = now()
        where workspace = ${workspace} and profile = any(${profiles as string[]}) and id = ${id} and ${own(author)}
        returning ${columns}`;
      return found(row, author);
    },

    async remove(profiles, id, author) {
      const [row] = await sql<NoteRow[]>`
        delete from person_note
        where workspace = ${workspace} and profile = any(${profiles as string[]}) and id = ${id} and ${own(author)}
        returning ${columns}`;
      found(row, author);
    },
  };
}

function found(row: NoteRow | undefined, author: Author): PersonNote {
  if (row !== undefined) return present(row, author);
  throw new RequestError('not_found', { message: 'There is no such note of yours; only who wrote a note changes it.' });
}

function present({ id, text, name, email, at, editedAt }: NoteRow, reader: Author): PersonNote {
  const author = { name, email };
  return {
    ...{ id, text, author, at: at.toISOString(), editedAt: editedAt?.toISOString() ?? null },
    mine: isSameAuthor(author, reader),
  };
}
