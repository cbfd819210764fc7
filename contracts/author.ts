/** Who saves, publishes or declines: a person by her address, an API key by its name. */
export interface Author {
  readonly name: string;
  readonly email: string | null;
}

/** Names are shared and changed; whether two people are one is told by their address. */
export function isSameAuthor(one: Author, other: Author): boolean {
  return one.email === null ? other.email === null && one.name === other.name : one.email === other.email;
}

/** An API key has no address. */
export function isPerson({ email }: Author): boolean {
  return email !== null;
}
