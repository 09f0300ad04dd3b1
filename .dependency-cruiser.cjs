// The walls of the house. Each rule says what to do instead; tests/architecture/ holds one violating fixture per rule
// and proves that each fires. A new exception needs an ADR.
const SRC = '^apps/server/src'
const MODULE = `${SRC}/modules/([^/]+)/([^/]+)/`
const WEB_APPS = '(storefront|console|checkin)'
const TESTS = ['[.]test[.]tsx?$', '/testing/']
/** Only these know every module and adapter: the composition root, the commands, and what tests wire up. */
const WIRING = [`${SRC}/compose[.]ts$`, `${SRC}/cli/`, ...TESTS]
/** Files that decide and do nothing else, named by the nouns of the glossary. */
const DOMAIN_NOUNS = '(order|hold|line|price|refund|ticket|event|date|product|pool|payment|attempt|entry|scan|policy)'

/** Lower areas may not know higher ones; the order is the list's. */
const AREAS = ['people', 'catalog', 'sales', 'attendance', 'reach']

const rule = (name, comment, from, to, more) => ({ name, comment, severity: 'error', from, to, ...more })

const areas = AREAS.slice(0, -1).map((area, i) =>
  rule(
    `area-${area}-looks-down-only`,
    'Emit an event instead, or move the rule down.',
    { path: `${SRC}/modules/${area}/` },
    { path: `${SRC}/modules/(${AREAS.slice(i + 1).join('|')})/` },
  ),
)

const cycles = [
  rule('no-cycle', 'Extract the shared noun.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  // Judged without tests, whose harness knows everything; see tests/architecture/cruise.ts.
  rule(
    'no-module-cycle',
    'One of the two directions is an event.',
    { path: `${SRC}/modules/([^/]+)/([^/]+)$` },
    { circular: true, path: `${SRC}/modules/[^/]+/[^/]+`, pathNot: `${SRC}/modules/$1/$2(/|$)` },
    { scope: 'folder' },
  ),
]

const doors = [
  rule(
    'module-door',
    'Go through public.ts.',
    { path: MODULE },
    { path: MODULE, pathNot: [`${SRC}/modules/$1/$2/`, '/public[.]ts$', '/testing/', '/module[.]ts$'] },
  ),
  rule(
    'public-is-a-contract',
    'Types, event definitions and error definitions; no implementation.',
    { path: `${SRC}/modules/.+/public[.]ts$` },
    {
      pathNot: ['/public[.]ts$', `${SRC}/platform/(db|outbox|errors)/[^/]+[.]ts$`, '^packages/kernel/'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'wired-in-compose-only',
    'Take what you need as a dependency.',
    { pathNot: WIRING },
    { path: `${SRC}/modules/.+/module[.]ts$` },
  ),
  rule(
    'no-barrel',
    'Import the file that holds it; a folder of ours has no index.',
    { path: '^(apps/server|apps/sandbox|packages)/' },
    { path: '^(apps/server|apps/sandbox|packages)/.+/index[.]tsx?$', pathNot: '^packages/sdk/' },
  ),
]

const layers = [
  rule(
    'platform-knows-no-ticketing',
    'Pass it in.',
    { path: `${SRC}/platform/`, pathNot: `${SRC}/platform/testing/` },
    { path: [`${SRC}/modules/`, `${SRC}/adapters/`, `${SRC}/compose`] },
  ),
  rule(
    'modules-know-no-wiring',
    'Take what you need as a dependency of your module.ts.',
    { path: `${SRC}/(modules|adapters)/`, pathNot: TESTS },
    { path: `${SRC}/(compose|main|cli/.+)[.]ts$` },
  ),
  rule(
    'adapters-implement-ports',
    'Only the port it implements.',
    { path: `${SRC}/adapters/`, pathNot: TESTS },
    { path: `${SRC}/modules/`, pathNot: '/ports[.]ts$' },
  ),
  rule(
    'modules-know-no-vendor',
    'Declare a port; compose.ts chooses the adapter.',
    { path: `${SRC}/`, pathNot: [`${SRC}/(adapters|platform)/`, ...WIRING] },
    { path: `${SRC}/adapters/` },
  ),
  rule(
    'sql-behind-sql-files',
    'Move the query to *.sql.ts.',
    { path: `${SRC}/`, pathNot: ['[.]sql[.]ts$', `${SRC}/platform/db/`, ...TESTS] },
    { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'http-behind-routes',
    'A use case knows no HTTP.',
    { path: `${SRC}/modules/`, pathNot: ['[.](routes|schemas)[.]ts$', ...TESTS] },
    { path: 'node_modules/(fastify|@fastify|fastify-[^/]+)/' },
  ),
  rule(
    'routes-hold-no-sql',
    'Call the module.',
    { path: '[.]routes[.]ts$' },
    { path: ['[.]sql[.]ts$', `${SRC}/platform/db/`, 'node_modules/(kysely|pg)/'] },
  ),
  rule(
    'domain-is-pure',
    'Decide here, act in the use case.',
    { path: `${MODULE}${DOMAIN_NOUNS}[.]ts$` },
    {
      pathNot: [
        '^packages/(kernel|pricing|ticket-code|checkin-rules)/',
        `${SRC}/modules/$1/$2/[^./]+[.]ts$`,
        '/public[.]ts$',
        `${SRC}/platform/errors/`,
      ],
    },
  ),
]

const packages = [
  rule(
    'kernel-is-pure',
    'No I/O, no Node; only currency data and Temporal from outside.',
    { path: '^packages/kernel/', pathNot: TESTS },
    { pathNot: ['^packages/kernel/', 'node_modules/(dinero[.]js|temporal-polyfill)/'] },
  ),
  rule(
    'pure-packages-know-only-kernel',
    'Pass it in: these run in the server, the browser and the check-in app alike.',
    { path: '^packages/(pricing|ticket-code|checkin-rules|mosaic)/', pathNot: TESTS },
    { pathNot: ['^packages/$1/', '^packages/kernel/'] },
  ),
  rule(
    'sdk-stands-alone',
    'It is generated from OpenAPI; write what you need beside it, in the app.',
    { path: '^packages/sdk/', pathNot: TESTS },
    { pathNot: '^packages/sdk/' },
  ),
  rule(
    'ui-knows-no-api',
    'A component takes data as props; the page fetches it.',
    { path: '^packages/ui/' },
    { path: ['^apps/', '^packages/(sdk|pricing|ticket-code|checkin-rules)/'] },
  ),
]

const apps = [
  rule(
    'apps-know-no-other-app',
    'Talk over HTTP, through the SDK.',
    { path: '^apps/([^/]+)/', pathNot: TESTS },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  rule(
    'web-apps-talk-through-the-sdk',
    'What a page may use of us: the SDK, the design system, the kernel; the check-in app the offline rules too.',
    { path: `^apps/${WEB_APPS}/` },
    { path: '^packages/', pathNot: '^packages/(sdk|ui|kernel|mosaic|ticket-code|checkin-rules)/' },
  ),
  rule(
    'only-checkin-decides-offline',
    'Ask the API; only the check-in app has to decide without it.',
    { path: '^apps/(storefront|console)/' },
    { path: '^packages/(ticket-code|checkin-rules)/' },
  ),
  rule(
    'server-draws-no-pages',
    'The server answers with data; pages belong to the web apps.',
    { path: `${SRC}/` },
    { path: ['^packages/(ui|sdk)/', 'node_modules/(react|react-dom)/'] },
  ),
]

const hygiene = [
  rule(
    'no-dep-on-test',
    'Move it to testing/ if tests share it, out of there if the product needs it.',
    { pathNot: [...TESTS, '^tests/', '^bench/', '^vitest[.]config'] },
    { path: [...TESTS, '^tests/'] },
  ),
  rule(
    'no-unresolvable',
    'Mend the path or install the package: what cannot be read cannot be judged.',
    { path: '^(apps|packages)/' },
    { couldNotResolve: true, pathNot: ['[?]', '^virtual:'] },
  ),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...areas, ...cycles, ...doors, ...layers, ...packages, ...apps, ...hygiene],
  options: {
    // Type imports are knowledge too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Only our own build output: a package's entry stands in its dist, and must be seen.
    exclude: { path: ['^(apps|packages)/[^/]+/dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
}
