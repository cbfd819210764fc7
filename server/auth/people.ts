import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth/minimal';
import type { Sql } from '#components/postgres/database.ts';
import { type Role, roleSchema } from '#contracts/api/key.ts';
import { passwordLength } from '#contracts/api/team.ts';
import { personAdapter } from './person-adapter.ts';
import { personModels } from './person-models.ts';

export interface SignedInPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export interface People {
  /** Serves what lies under /api/auth (sign-in, sign-out, session, change of password). */
  handle(request: Request): Promise<Response>;
  /** By the session cookie. */
  find(headers: Headers): Promise<SignedInPerson | undefined>;
  /** Without a password they can sign in only after they set one by a link. Returns the new id. */
  create(person: { name: string; email: string; password?: string; role: Role }): Promise<string>;
  /** A secret that is good once to set a password, with which earlier ones stop being good. Only its hash is kept. */
  createPasswordToken(person: string): Promise<{ token: string; expiresAt: Date }>;
  /** Whose token it is; undefined when it is unknown, used or too old. */
  findByPasswordToken(token: string): Promise<{ name: string; email: string } | undefined>;
  count(): Promise<number>;
}

const sessionDays = 14;

/** Long enough for a colleague on holiday to be back, short enough to be forgotten in a mailbox. */
const passwordTokenDays = 7;

/** What better-auth's own /reset-password asks for. */
const tokenIdentifier = (token: string) => `reset-password:${token}`;

/**
 * People sign in with e-mail and password; nobody can sign up. `publicUrl` is the address at which browsers reach the
 * product; with https its cookies are only sent over https.
 */
export async function openPeople(sql: Sql, publicUrl: string): Promise<People> {
  const auth = betterAuth({
    appName: 'Throughline',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: await sessionSecret(sql),
    database: personAdapter(sql),
    ...personModels,
    user: {
      ...personModels.user,
      additionalFields: { role: { type: 'string', required: false, defaultValue: 'viewer', input: false } },
    },
    session: { ...personModels.session, expiresIn: sessionDays * 86_400, updateAge: 86_400 },
    verification: { ...personModels.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      revokeSessionsOnPasswordReset: true,
    },
    databaseHooks: {
      session: {
        create: {
          // A change of password makes a new session too.
          after: async ({ userId }, request) => {
            if (request?.path === '/sign-in/email')
              await sql`update person set last_sign_in_at = now() where id = ${userId}`;
          },
        },
      },
    },
    // The server's own guard compares Origin and Host before anything arrives here, whatever name it is reached by.
    advanced: { cookiePrefix: 'throughline', disableCSRFCheck: true, disableOriginCheck: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  const context = await auth.$context;

  return {
    handle: (request) => auth.handler(request),

    async find(headers) {
      if (!headers.has('cookie')) return undefined;
      const found = await auth.api.getSession({ headers });
      if (!found) return undefined;
      const { id, name, email, role } = found.user;
      return { id, name, email, role: roleSchema.parse(role) };
    },

    async create({ name, email, password, role }) {
      const person = await context.internalAdapter.createUser(
        {
          name,
          email: email.toLowerCase(),
          emailVerified: true,
          role,
        },
        { method: 'admin' },
      );
      if (password !== undefined) {
        await context.internalAdapter.linkAccount({
          userId: person.id,
          accountId: person.id,
          providerId: 'credential',
          password: await context.password.hash(password),
        });
      }
      return person.id;
    },

    async createPasswordToken(person) {
      const token = randomBytes(24).toString('base64url');
      const expiresAt = new Date(Date.now() + passwordTokenDays * 86_400_000);
      await sql`delete from person_verification where value = ${person}`;
      await context.internalAdapter.createVerificationValue({
        identifier: tokenIdentifier(token),
        value: person,
        expiresAt,
      });
      return { token, expiresAt };
    },

    async findByPasswordToken(token) {
      const found = await context.internalAdapter.findVerificationValue(tokenIdentifier(token));
      if (!found || found.expiresAt < new Date()) return undefined;
      const [person] = await sql<{ name: string; email: string }[]>`
        select name, email from person where id = ${found.value}`;
      return person;
    },

    async count() {
      const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from person`;
      return row?.count ?? 0;
    },
  };
}

/** Made once per database, so that sessions outlive restarts and every process of a cluster knows it. */
async function sessionSecret(sql: Sql): Promise<string> {
  await sql`
    insert into server_secret (name, value) values ('session', ${randomBytes(32).toString('base64url')})
    on conflict do nothing`;
  const [row] = await sql<{ value: string }[]>`select value from server_secret where name = 'session'`;
  if (row === undefined) throw new Error('The session secret was written but cannot be read');
  return row.value;
}
