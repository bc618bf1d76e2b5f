import { defineConfig } from 'vitest/config'

/** Three sizes, told apart by name. The browser tests come last and alone: they measure what a person would wait for. */
const projects = [
  {
    name: 'unit',
    include: ['{packages,apps,scripts}/**/*.test.ts'],
    exclude: ['**/*.db.test.ts', '**/node_modules/**'],
    sequence: { groupOrder: 0 },
  },
  {
    name: 'db',
    include: ['apps/**/*.db.test.ts'],
    globalSetup: ['apps/api/src/testing/postgres.setup.ts'],
    testTimeout: 15_000,
    // Nothing of ours lives at module level, and loading the server anew for each file would be half of the time.
    isolate: false,
    sequence: { groupOrder: 0 },
  },
  {
    name: 'e2e',
    include: ['e2e/**/*.spec.ts'],
    globalSetup: ['e2e/standalone.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
]

export default defineConfig({
  test: {
    pool: 'forks',
    projects: projects.map((test) => ({ extends: true, test })),
  },
})
