import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { flakyTests } from './scripts/flaky-tests.ts'

/** Three sizes, told apart by name. The browser tests come last: what they measure in seconds must not wait for the others. */
const projects = [
  {
    name: 'unit',
    include: ['{packages,apps,demo,scripts}/**/*.test.ts'],
    exclude: ['**/*.db.test.ts', '**/node_modules/**'],
    sequence: { groupOrder: 0 },
  },
  {
    name: 'db',
    include: ['apps/**/*.db.test.ts'],
    globalSetup: ['apps/api/src/testing/postgres.setup.ts'],
    sequence: { groupOrder: 0 },
  },
  {
    name: 'e2e',
    include: ['e2e/**/*.spec.ts'],
    globalSetup: ['e2e/standalone.setup.ts'],
    sequence: { groupOrder: 1 },
  },
]

export default defineConfig({
  test: {
    pool: 'forks',
    // Nothing of ours lives at module level, and loading everything anew for each file would be half of the time.
    isolate: false,
    // Vitest leaves a core free for whoever watches; most of these tests wait for a database or a page.
    maxWorkers: availableParallelism(),
    // What ends a test that hangs; nothing is judged by it, and machines are busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is awaited comes, or the test has failed: a second would judge the machine.
    expect: { poll: { timeout: 15_000 } },
    // In CI a test that fails is tried once more, and named if it passes then: a fault that stays fails twice.
    retry: process.env.CI ? 1 : 0,
    reporters: ['default', flakyTests()],
    projects: projects.map((test) => ({ extends: true, test })),
  },
})
