import { Fragment } from 'react';

const addresses = /(https?:\/\/[^\s<>"'，。；）]+)/g;

/** Plain text whose web addresses can be opened, as a phone shows it. */
export function LinkedText({ text }: { text: string }) {
  return text.split(addresses).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
      <a key={index} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
