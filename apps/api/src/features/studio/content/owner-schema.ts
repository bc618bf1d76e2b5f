import { z } from 'zod'

export const ownerSchema = z
  .object({
    id: z.guid().describe('Their id, as they see it themselves'),
    name: z
      .string()
      .nullable()
      .meta({ description: 'What they are called; null where they did not say', example: 'Ada' }),
  })
  .meta({ id: 'StudioOwner', description: 'Somebody who makes items' })
