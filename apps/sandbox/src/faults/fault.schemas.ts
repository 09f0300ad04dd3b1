import { z } from 'zod'
import { faultKinds, faultPoints } from './fault-plan.ts'

export const faultBody = z.strictObject({
  on: z.enum(faultPoints),
  kind: z.enum(faultKinds),
  account: z.string().nullable().default(null),
  times: z.number().int().min(1).max(1_000_000).default(1),
  probability: z.number().min(0).max(1).default(1),
  ms: z.number().int().min(0).default(0),
  copies: z.number().int().min(0).max(100).default(1),
  add_minor: z
    .string()
    .regex(/^-?\d{1,15}$/)
    .default('0'),
})
