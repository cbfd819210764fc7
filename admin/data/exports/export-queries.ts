import { queryOptions } from '@tanstack/react-query';
import { exportColumnList, exportJobList } from '#contracts/api/export.ts';
import type { ExportList } from '#contracts/export-list.ts';
import { api } from '../../shared/api.ts';
import { useListQuery } from '../../shared/use-list-query.ts';

export const useExportsQuery = () => useListQuery({ path: '/exports', schema: exportJobList, refetchInterval: 2_000 });

export const exportColumnsQuery = (list: ExportList, event?: string) =>
  queryOptions({
    queryKey: ['export-columns', list, event],
    queryFn: ({ signal }) => api.get('/exports/columns', exportColumnList, { query: { list, event }, signal }),
  });
