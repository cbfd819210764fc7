import { z } from 'zod';
import { chosenIdentifier } from './definition.ts';
import { instantText } from './list.ts';

export const peopleList = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** People on it now. */
  size: z.number().int(),
  createdBy: z.string(),
  createdAt: instantText,
  updatedAt: instantText,
});
export type PeopleList = z.infer<typeof peopleList>;

export const peopleLists = z.object({ items: z.array(peopleList) });

const name = z.string().trim().min(1).max(200);
const description = z.string().max(2_000);

export const createPeopleListRequest = z.object({
  id: chosenIdentifier,
  name,
  description: description.default(''),
});
export const savePeopleListRequest = z.object({ name, description });

/** Named at once; of more, several calls are made. */
export const peopleNamedAtMost = 50_000;

const changes = z.enum(['add', 'remove']);

/**
 * Who comes onto a list or leaves it. `people`: one person a line, or CSV; a line names her by a user id, e-mail, phone or any
 * other identity of the workspace, or by profile id. Of CSV the column counts whose header is a kind of identity, else the
 * first one.
 */
export const changePeopleListRequest = z.object({
  change: changes,
  people: z.string().min(1).max(9_000_000),
  /** Whoever is not known yet becomes a person by what names her; without it she is left out. */
  createUnknown: z.boolean().default(false),
});

/** The same for people who are known by their ids, such as those that were chosen on a page. */
export const changeListMembersRequest = z.object({
  change: changes,
  profiles: z.array(z.uuid()).min(1).max(1_000),
});

export const peopleListChanged = z.object({
  /** Different people who were named and found. */
  people: z.number().int(),
  /** Of these, who became known by it. */
  created: z.number().int(),
  /** Lines that name nobody, and lines that name several; some of each are shown. */
  notFound: z.number().int(),
  ambiguous: z.number().int(),
  samples: z.array(z.string()),
});
export type PeopleListChanged = z.infer<typeof peopleListChanged>;
