/** Codes that are written in lines, or in the first column of a CSV file; a heading that says so is left out. */
export function readCodes(text: string): string[] {
  const cells = text.split(/\r?\n/).map((line) =>
    (line.split(/[,;\t]/)[0] ?? '')
      .trim()
      .replace(/^\uFEFF/, '')
      .replace(/^"|"$/g, '')
      .trim()
      .toUpperCase(),
  );
  const codes = cells.filter((cell, index) => cell !== '' && !(index === 0 && headings.has(cell)));
  return [...new Set(codes)];
}

const headings = new Set([
  'CODE',
  'CODES',
  'COUPON',
  'COUPON CODE',
  'COUPON_CODE',
  '优惠码',
  '券码',
  '優惠碼',
  '券碼',
  '代碼',
  '代码',
]);
