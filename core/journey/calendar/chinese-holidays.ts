/**
 * Days off and the weekend days that are worked instead, as the General Office of the State Council announces them each
 * November for the year to come (gov.cn, 国务院办公厅关于部分节假日安排的通知; 2025: 国办发明电〔2024〕12号, 2026: 国办发明电〔2025〕7号);
 * held against the package chinese-days 1.5.7. Months and days of each year.
 */
export const announced: { readonly [year: string]: { readonly off: string; readonly worked: string } } = {
  '2025': {
    off: '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08',
    worked: '01-26 02-08 04-27 09-28 10-11',
  },
  '2026': {
    off: '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07',
    worked: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};
