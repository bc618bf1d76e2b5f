/** For how many members an installation is made. `docs/deploy/costs.md` tells what each costs. */
export const SIZES = ['1k', '100k'] as const
export type Size = (typeof SIZES)[number]

/** Tasks of a service: what each gets, and between how many there are. CPU in 1/1024 of a core, memory in MiB. */
interface Tasks {
  cpu: number
  memoryMiB: number
  least: number
  most: number
}

interface Parts {
  natGateways: number
  database: { instance: string; storageGiB: number; mostStorageGiB: number }
  cacheNode: string
  api: Tasks
  worker: Tasks
  web: Tasks
}

export const PARTS: Record<Size, Parts> = {
  '1k': {
    natGateways: 1,
    database: { instance: 't4g.small', storageGiB: 20, mostStorageGiB: 100 },
    cacheNode: 'cache.t4g.micro',
    api: { cpu: 512, memoryMiB: 1024, least: 2, most: 4 },
    worker: { cpu: 1024, memoryMiB: 2048, least: 1, most: 2 },
    web: { cpu: 256, memoryMiB: 512, least: 2, most: 2 },
  },
  '100k': {
    natGateways: 2,
    database: { instance: 'm7g.xlarge', storageGiB: 200, mostStorageGiB: 1_000 },
    cacheNode: 'cache.t4g.small',
    api: { cpu: 2048, memoryMiB: 4096, least: 4, most: 20 },
    worker: { cpu: 2048, memoryMiB: 4096, least: 2, most: 6 },
    web: { cpu: 512, memoryMiB: 1024, least: 2, most: 6 },
  },
}
