import { defineConfig } from 'vitest/config'

const projects = [
  {
    name: 'unit',
    include: ['{packages,apps,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/*.db.test.ts', '**/node_modules/**'],
  },
  { name: 'db', include: ['apps/**/*.db.test.ts'], globalSetup: ['apps/api/src/testing/postgres.setup.ts'] },
  {
    name: 'e2e',
    include: ['e2e/**/*.spec.ts'],
    globalSetup: ['e2e/standalone.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
]

export default defineConfig({
  test: {
    pool: 'forks',
    projects: projects.map((test) => ({ extends: true, test })),
  },
})
