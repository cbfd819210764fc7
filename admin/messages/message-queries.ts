import { queryOptions } from '@tanstack/react-query';
import { message, messageList } from '#contracts/api/message.ts';
import { api } from '../shared/api.ts';
import { readAll } from '../shared/read-all.ts';

export const messagesQuery = queryOptions({
  queryKey: ['messages'],
  queryFn: ({ signal }) => readAll('/messages', messageList, signal),
});

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: ({ signal }) => api.get(`/messages/${encodeURIComponent(id)}`, message, { signal }),
  });
