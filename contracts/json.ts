import { z } from 'zod';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const jsonValue = z.json();

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), jsonValue);
