import { z } from 'zod'

export const policySchema = z
  .object({
    roles: z.array(
      z.object({
        role: z.string(),
        description: z.string(),
        limitable: z.boolean().meta({ description: 'A member in this role may be limited to some events' }),
        permissions: z.array(z.string()),
      }),
    ),
    permissions: z.array(
      z.object({
        permission: z.string(),
        description: z.string(),
        limitable: z.boolean().meta({ description: 'Stays with whoever is limited to some events' }),
        for_keys: z.boolean().meta({ description: 'An API key may hold it' }),
      }),
    ),
  })
  .meta({ id: 'Policy' })
