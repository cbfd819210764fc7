interface Named {
  readonly id: string;
  readonly name: string;
  readonly email?: string | null;
}

/** Somebody without a name is known by her address, else by the end of her id, which is its random part. */
export function personName({ id, name, email }: Named): string {
  return name || email || id.slice(-8);
}
