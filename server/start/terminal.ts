/** What the person at the terminal sees while the platform starts. */
export interface Terminal {
  /** One sentence per part, as it begins. */
  step(sentence: string): void;
  /** A long part's share of 0 to 1; on a terminal in one line that moves, in a log at most every ten percent. */
  share(label: string, share: number): void;
  print(text: string): void;
}

export function createTerminal(output: NodeJS.WriteStream = process.stdout): Terminal {
  let openLine = false;
  let printedTenth = -1;

  function endLine(): void {
    if (openLine) output.write('\n');
    openLine = false;
  }

  return {
    step(sentence) {
      endLine();
      printedTenth = -1;
      output.write(`  ${sentence}\n`);
    },
    share(label, share) {
      const percent = Math.floor(share * 100);
      if (output.isTTY) {
        const filled = Math.round(share * 24);
        output.write(
          `\r  ${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${String(percent).padStart(3)} %  ${label}\u001b[K`,
        );
        openLine = true;
        return;
      }
      const tenth = Math.floor(percent / 10);
      if (tenth === printedTenth) return;
      printedTenth = tenth;
      output.write(`  ${String(percent).padStart(3)} %  ${label}\n`);
    },
    print(text) {
      endLine();
      output.write(`${text}\n`);
    },
  };
}
