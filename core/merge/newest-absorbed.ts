/**
 * 80 bytes each. Who uses a new browser with every visit is merged a hundred times a year; an id that many people share
 * (a till, a test account) is merged without end.
 *
 * What needs them is short-lived. A repeat comes as long as the effect that carries the document is not settled, or its dead
 * letter is retried; a delivery to the loser asks for at most the 30 days of its validity; an undo is offered for some
 * weeks. So many merges into one person in that time are a flood, and then: a delivery to the forgotten loser expires,
 * her undo is refused, and the history of hers that a new segment counts is folded in when it comes, though not waited for.
 */
const mostAbsorbed = 200;

export function newestAbsorbed(absorbed: readonly string[]): readonly string[] {
  return absorbed.length > mostAbsorbed ? absorbed.slice(-mostAbsorbed) : absorbed;
}
