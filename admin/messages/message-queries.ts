import { queryOptions } from '@tanstack/react-query';
import { message, messageList } from '#contracts/api/message.ts';
import { api } from '../shared/api.ts';

export const messagesQuery = queryOptions({
  queryKey: ['messages'],
  queryFn: ({ signal }) => api.get('/messages', messageList, { signal }),
});

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: ({ signal }) => api.get(`/messages/${encodeURIComponent(id)}`, message, { signal }),
  });
