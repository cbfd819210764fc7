import { z } from 'zod';
import { identifierParameter } from '#contracts/api/list.ts';
import {
  addedMember,
  addMemberRequest,
  changeMemberRequest,
  linkOwner,
  linkOwnerRequest,
  type PasswordLink,
  passwordLink,
  team,
  teamMember,
} from '#contracts/api/team.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { changeRole, findMember, listTeam, removeMember } from './team.ts';

const tags = ['settings'];
const alreadyInTeam = 'Somebody with this e-mail address is in the team already.';

/** Who works with the product. */
export function registerTeam(app: Routes, { sql, people }: Pick<ServerParts, 'sql' | 'people'>): void {
  const createLink = async (person: string): Promise<PasswordLink> => {
    const { token, expiresAt } = await people.createPasswordToken(person);
    return { path: `/set-password#${token}`, expiresAt: expiresAt.toISOString() };
  };

  app.get(
    '/team',
    { schema: { tags, summary: 'List the people who may sign in', response: { 200: team } } },
    async () => ({ members: await listTeam(sql) }),
  );

  app.post(
    '/team',
    {
      schema: {
        tags,
        summary: 'Add somebody; the link by which they set their password is shown only now',
        body: addMemberRequest,
        response: { 201: addedMember },
      },
    },
    async ({ body }, reply) => {
      const id = await people.create(body).catch(async (error: unknown) => {
        const taken = (await listTeam(sql)).some(({ email }) => email === body.email);
        throw taken ? new RequestError('already_exists', { message: alreadyInTeam }) : error;
      });
      const link = await createLink(id);
      return reply.code(201).send({ member: await findMember(sql, id), link });
    },
  );

  app.put(
    '/team/:id',
    {
      schema: {
        tags,
        summary: "Change somebody's role",
        params: identifierParameter,
        body: changeMemberRequest,
        response: { 200: teamMember },
      },
    },
    async ({ params: { id }, body: { role } }) => {
      await changeRole(sql, id, role);
      return findMember(sql, id);
    },
  );

  app.delete(
    '/team/:id',
    {
      schema: {
        tags,
        summary: 'Remove somebody: their sessions end at once',
        params: identifierParameter,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id } }, reply) => {
      await removeMember(sql, id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/team/:id/link',
    {
      schema: {
        tags,
        summary: 'Create a new link by which somebody sets a password; earlier links stop being good',
        params: identifierParameter,
        response: { 201: passwordLink },
      },
    },
    async ({ params: { id } }, reply) => {
      await findMember(sql, id);
      return reply.code(201).send(await createLink(id));
    },
  );

  app.post(
    '/team/link-owner',
    {
      schema: {
        tags: ['session'],
        summary: 'Whose link to set a password it is',
        body: linkOwnerRequest,
        response: { 200: linkOwner },
      },
    },
    async ({ body: { token } }) => {
      const owner = await people.findByPasswordToken(token);
      if (owner === undefined) throw new RequestError('link_not_good');
      return owner;
    },
  );
}
