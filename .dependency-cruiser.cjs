/** Who may import whom. `scripts/planted-violations.ts` breaks each rule once, to prove that it can fail. */
const feature = '^apps/api/src/features/([^/]+)/'
const test = '(\\.(contract-)?test\\.ts$|/testing/|/fixtures/)'

/** What each folder may take from npm; a library that is not named here belongs behind a port, or nowhere. */
const vendors = [
  { folder: 'packages/(stream-token|settings)/src', may: ['zod'] },
  { folder: 'packages/(membership|http|payload-encryption)/src', may: [] },
  { folder: 'packages/process/src', may: ['@aws-sdk/client-secrets-manager'] },
  { folder: 'packages/observability/src', may: ['prom-client', 'dd-trace'] },
  { folder: 'packages/breath/src', may: ['fft\\.js', 'zod'] },
  { folder: 'apps/api/src/access', may: ['@zxcvbn-ts/(core|language-common)'] },
  { folder: 'apps/api/src/(members|mail|ports)', may: ['zod'] },
  { folder: 'apps/api/src/text', may: ['zod', 'ipaddr\\.js', 'bowser', 'webvtt-parser', 'marked'] },
  {
    folder: 'apps/api/src/features/(?!auth/|campaigns/|catalogue/|meditation/.*live/|newsletter/|personal-data/)',
    may: ['zod', 'fastify', 'lru-cache'],
  },
  { folder: 'apps/api/src/features/campaigns', may: ['zod', 'fastify', 'lru-cache', 'marked'] },
  { folder: 'apps/api/src/features/newsletter', may: ['zod', 'fastify', 'csv-parse'] },
  { folder: 'apps/api/src/features/auth', may: ['zod', 'fastify', '@fastify/cookie'] },
  { folder: 'apps/api/src/features/personal-data', may: ['zod', 'fastify', 'yazl'] },
  { folder: 'apps/api/src/features/catalogue', may: ['zod', 'fastify', 'lru-cache', 'minisearch', 'stemmer'] },
  { folder: 'apps/api/src/features/meditation/.*live', may: ['zod', 'fastify', 'ws', '@fastify/websocket'] },
  {
    folder: 'apps/api/src/http',
    may: ['zod', 'fastify(-type-provider-zod)?', '(lru-cache|pino|ipaddr\\.js)', '@fastify/(cors|swagger(-ui)?)'],
  },
  { folder: 'apps/api/src/db', may: ['pg'] },
  { folder: 'apps/api/src/backup', may: ['zod', 'pg', 'pg-copy-streams', 'age-encryption'] },
  {
    folder: 'apps/api/src/(compose/|exports/|[^/]+\\.ts)',
    may: ['zod', 'fastify', 'fastify-type-provider-zod', '@fastify/cors', 'lru-cache'],
  },
  {
    folder: 'apps/api/src/adapters/aws',
    may: [
      'zod',
      '@aws-sdk/client-[a-z0-9-]+',
      '@aws-sdk/signature-v4a',
      '@smithy/[a-z-]+',
      'aws-jwt-verify',
      'openid-client',
      'jose',
    ],
  },
  { folder: 'apps/api/src/adapters/local', may: ['zod', 'jose', 'openid-client', 'pg-boss'] },
  { folder: 'apps/api/src/adapters/mail', may: ['nodemailer', 'postal-mime'] },
  { folder: 'apps/api/src/adapters/memory', may: ['zod', 'lru-cache'] },
  { folder: 'apps/api/src/adapters/redis', may: ['@redis/client', 'rate-limiter-flexible'] },
  { folder: 'apps/api/src/adapters/(recaptcha|off)', may: ['zod'] },
  { folder: 'apps/api/src/adapters/push', may: ['web-push'] },
  { folder: 'packages/viewer-country/src', may: ['zod', 'maxmind', '@fastify/proxy-addr'] },
  { folder: 'packages/object-store/(src|disk)', may: [] },
  { folder: 'packages/object-store/s3', may: ['@aws-sdk'] },
  { folder: 'apps/edge/src', may: ['zod', 'lru-cache'] },
  { folder: 'apps/edge/nginx', may: [] },
  { folder: 'apps/edge/(build|cloudfront)', may: ['esbuild', '@babel/core', 'yazl'] },
  {
    folder: 'apps/web/src',
    may: [
      'zod',
      'react(-dom)?',
      '@tanstack/react-(query|router)',
      '@mantine/(core|form|hooks)',
      '@dnd-kit/(core|sortable)',
      'media-chrome',
      'hls\\.js',
      'recharts',
      '(uplot|use-intl)',
      '(tus-js-client|workbox-window|uuid)',
      '@fontsource(-variable)?/source-(sans-3|serif-4)',
    ],
  },
  {
    folder: 'apps/web/server',
    may: ['(@fastify/static|fastify|icu-minify|zod)', '(vite(-plugin-pwa)?|@vitejs/plugin-react)', '@resvg/resvg-wasm'],
  },
  { folder: 'apps/standalone/src', may: ['zod', 'fastify', 'jose', 'pg', 'pino', 'postal-mime'] },
]

/** What makes something of our sources, and runs in no process of ours. */
const buildSteps = ['^packages/sdk/generate\\.ts$', '^apps/web/vite\\.config\\.ts$']

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Of types alone neither: what two files need of each other stands in a third (`parts.ts`).',
      severity: 'error',
      from: { pathNot: test },
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      comment:
        'The types know nothing of style sheets: an address that is not there would only show when the page is built.',
      severity: 'error',
      from: {},
      // CloudFront's own module exists in its engine only.
      to: { couldNotResolve: true, pathNot: '^cloudfront$' },
    },
    {
      name: 'packages-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: '^packages/(process|observability|breath/cli)/' },
      to: { path: '^(apps|demo|packages|e2e|bench|scripts)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'the-process-runner-imports-settings-only',
      comment: 'It alone of the packages may touch the machine, and reads it for the settings.',
      severity: 'error',
      from: { path: '^packages/process/' },
      to: { path: '^(apps|demo|packages|e2e|bench|scripts)/', pathNot: '^packages/(process|settings)/' },
    },
    {
      name: 'observability-imports-settings-only',
      severity: 'error',
      from: { path: '^packages/observability/' },
      to: { path: '^(apps|demo|packages|e2e|bench|scripts)/', pathNot: '^packages/(observability|settings|process)/' },
    },
    {
      name: 'the-breath-command-imports-the-process-runner-only',
      severity: 'error',
      from: { path: '^packages/breath/cli/' },
      to: { path: '^(apps|demo|packages|e2e|bench|scripts)/', pathNot: '^packages/(breath|process)/' },
    },
    {
      name: 'packages-are-entered-by-their-exports',
      comment:
        'As apps are. What the root itself imports by name looks like a relative path here, so scripts are left out.',
      severity: 'error',
      from: { path: '^(apps/[^/]+|packages/[^/]+|demo|e2e|bench)/', pathNot: test },
      to: { path: '^packages/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'pure-packages-touch-no-machine',
      comment: 'No file, socket, clock, environment, randomness or digest of a runtime: those are arguments.',
      severity: 'error',
      from: {
        path: '^packages/(stream-token|settings|http|breath|object-store|membership)/src/',
        pathNot: [test, '^packages/stream-token/src/node\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    ...vendors.map(({ folder, may }) => ({
      name: `vendors-of-${folder.replaceAll(/[^a-z]+/g, '-').replace(/-$/, '')}`,
      severity: 'error',
      from: { path: `^${folder}/?`, pathNot: test },
      to: { path: 'node_modules/', pathNot: may.map((name) => `node_modules/(@types/)?${name}/`) },
    })),
    {
      name: 'vendors-of-no-list',
      comment: 'A folder without a list takes nothing from npm.',
      severity: 'error',
      from: {
        path: '^(apps|packages|demo)/',
        pathNot: [test, ...buildSteps, ...vendors.map(({ folder }) => `^${folder}/?`)],
      },
      to: { path: 'node_modules/' },
    },
    {
      name: 'features-do-not-import-their-siblings',
      severity: 'error',
      from: { path: feature, pathNot: test },
      to: { path: feature, pathNot: '^apps/api/src/features/$1/' },
    },
    {
      name: 'features-import-only-what-they-may',
      severity: 'error',
      from: { path: feature, pathNot: test },
      to: {
        path: '^apps/api/src/',
        pathNot:
          '^apps/api/src/(features|access|members|mail|ports|db|http|text)/|^apps/api/src/(errors|sealing|batch-writes|merge-small|most-recent)\\.ts$',
      },
    },
    {
      name: 'only-compose-imports-adapters',
      severity: 'error',
      from: { path: '^(apps|demo|e2e|bench|scripts)/', pathNot: ['^apps/api/src/(compose|adapters)/', test] },
      to: { path: '^apps/api/src/adapters/' },
    },
    {
      name: 'only-compose-opens-a-store',
      comment: 'The port is for everybody; which store is behind it is decided where a process is composed.',
      severity: 'error',
      from: {
        path: '^(apps|demo|e2e|bench|scripts)/',
        pathNot: ['^apps/api/src/compose/', '^apps/edge/(src/main|cloudfront/origin-request-lambda)\\.ts$', test],
      },
      to: { path: '^packages/object-store/(?!src/)' },
    },
    {
      name: 'adapters-import-ports',
      comment:
        'And what text may enter, what all transcoders make, and for the embedded identity provider the database and how mail is sent; never each other.',
      severity: 'error',
      from: { path: '^apps/api/src/adapters/', pathNot: test },
      to: {
        path: '^apps/api/src/',
        pathNot:
          '^apps/api/src/(ports|db|text|hls|adapters)/|^apps/api/src/(errors|sealing|batch-writes|most-recent|mail/(mails|send-later))\\.ts$',
      },
    },
    {
      name: 'adapters-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/api/src/adapters/[^/]+/([^/]+)', pathNot: test },
      to: { path: '^apps/api/src/adapters/', pathNot: '^apps/api/src/adapters/[^/]+/$1' },
    },
    {
      name: 'hls-knows-ports-only',
      comment: 'What every transcoder makes, whoever makes it.',
      severity: 'error',
      from: { path: '^apps/api/src/hls/', pathNot: test },
      to: { path: '^apps/api/src/', pathNot: '^apps/api/src/(hls|ports)/' },
    },
    {
      name: 'members-know-no-feature',
      severity: 'error',
      from: { path: '^apps/api/src/members/', pathNot: test },
      to: {
        path: '^apps/api/src/',
        pathNot: '^apps/api/src/(members|access|ports|db)/|^apps/api/src/(errors|mail/(mails|send-later))\\.ts$',
      },
    },
    {
      name: 'mail-knows-no-feature',
      comment: 'Whoever sends a mail says what it is about; what it looks like and how it leaves is not theirs.',
      severity: 'error',
      from: { path: '^apps/api/src/mail/', pathNot: test },
      to: {
        path: '^apps/api/src/',
        pathNot: '^apps/api/src/(mail|ports|db|text)/|^apps/api/src/(errors|sealing)\\.ts$',
      },
    },
    {
      name: 'ports-and-access-know-no-http',
      severity: 'error',
      from: { path: '^apps/api/src/(ports|access)/', pathNot: test },
      to: { path: '^apps/api/src/(features|http|adapters|compose)/' },
    },
    {
      name: 'apps-are-entered-by-their-exports',
      comment:
        'What is not in the exports of a package.json cannot be imported by name; a relative path would go round that.',
      severity: 'error',
      from: { path: '^(apps/[^/]+|packages/[^/]+|demo|e2e|bench|scripts)/' },
      to: { path: '^(apps|demo|e2e|bench)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'the-edge-imports-no-other-app',
      severity: 'error',
      from: { path: '^apps/edge/' },
      to: {
        path: '^(apps|packages)/',
        pathNot:
          '^(apps/edge|packages/(stream-token|settings|process|http|object-store|observability|viewer-country))/',
      },
    },
    {
      name: 'the-web-imports-no-other-app',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: {
        path: '^(apps|packages)/',
        pathNot: '^(apps/web|packages/(sdk|breath|membership|settings|process|http))/',
      },
    },
    {
      name: 'the-api-imports-no-other-app',
      severity: 'error',
      from: { path: '^apps/api/', pathNot: test },
      to: { path: '^apps/', pathNot: '^apps/api/' },
    },
    {
      name: 'products-do-not-import-tests',
      severity: 'error',
      from: { path: '^(apps|demo|packages)/', pathNot: test },
      to: { path: test },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Of ours only: most libraries are entered in their `dist/`, and what is left out here no rule sees.
    exclude: { path: '^(data|(apps|packages|demo)/[^/]+/(dist|generated|data|src/generated))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
}
