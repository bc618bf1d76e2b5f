import { z } from 'zod'

const range = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be addresses or CIDR ranges, such as 10.0.0.0/8, fd00::/8')
  .refine((text) => !text.endsWith('/0'), 'must not trust every address: then clients choose their own')

/** Addresses and CIDR ranges with commas between. */
export const proxyList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(range))
