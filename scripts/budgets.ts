// Size and care of the code in figures: the table is for reading, what is over budget fails.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

const LONGEST_FILE = 400
const LONGEST_FUNCTION = 60
const FOLDERS = ['apps', 'packages', 'scripts', 'tests', 'bench']
const NOT_OURS = /(^|\/)(node_modules|dist|coverage|\.tanstack)(\/|$)|^packages\/sdk\/src\/|\.gen\.ts$|\/fixtures\//
const CODE = /\.(ts|tsx|mjs|cjs)$/
const TEST = /\.test\.(tsx?|mjs)$|\/testing\/|^tests\//

/** A suppression explains itself behind a colon or dashes: `biome-ignore lint/x: why`, `@ts-expect-error: why`. */
const SUPPRESSION =
  /^\s*(?:\/\/|\/\*|\{\/\*)\s*(?:@ts-(?:ignore|expect-error|nocheck)|(?:eslint|oxlint)-disable\S*|biome-ignore\S*)(.*)$/
const REASON = /(?::|--)\s*\w.{7,}/

export interface Place {
  file: string
  line: number
  what: string
}

export interface Measures {
  lines: number
  longFunctions: Place[]
  anys: Place[]
  bareSuppressions: Place[]
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText()
  const { parent } = node
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText()
  return '(anonymous)'
}

function bareSuppressionsOf(file: string, text: string): Place[] {
  return text.split('\n').flatMap((line, index) => {
    const found = SUPPRESSION.exec(line)
    if (found === null || REASON.test(found[1] ?? '')) return []
    return [{ file, line: index + 1, what: line.trim() }]
  })
}

export function measure(file: string, text: string): Measures {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const isTest = TEST.test(file)
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1
  const found: Measures = {
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    longFunctions: [],
    anys: [],
    bareSuppressions: bareSuppressionsOf(file, text),
  }
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.anys.push({ file, line: lineOf(node.getStart()), what: 'any' })
    // A describe block in a test is a list, not a function that someone has to follow.
    if (!isTest && ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const line = lineOf(node.getStart())
      const length = lineOf(node.getEnd()) - line + 1
      if (length > LONGEST_FUNCTION) found.longFunctions.push({ file, line, what: `${nameOf(node)}: ${length} lines` })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function codeBelow(root: string, folder: string): string[] {
  let entries
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap(entry => {
    const at = `${folder}/${entry.name}`
    if (NOT_OURS.test(at)) return []
    if (entry.isDirectory()) return codeBelow(root, at)
    return CODE.test(entry.name) ? [at] : []
  })
}

/** An area of the server, a package, an app: where a reader would look for the code. */
function roomOf(file: string): string {
  const parts = file.split('/')
  if (file.startsWith('apps/server/src/modules/')) return parts.slice(2, 5).join('/').replace('src/', 'server/')
  if (file.startsWith('apps/server/src/')) return parts.length > 4 ? `server/${parts[3]}` : 'server'
  return parts.length > 2 && (parts[0] === 'apps' || parts[0] === 'packages')
    ? `${parts[0]}/${parts[1]}`
    : (parts[0] ?? '')
}

interface Row {
  files: number
  source: number
  test: number
  over220: number
}

const HEADINGS = ['room', 'files', 'source', 'test', 'test:source', 'over 220']

function table(rows: Map<string, Row>): string {
  const total: Row = { files: 0, source: 0, test: 0, over220: 0 }
  for (const row of rows.values()) {
    for (const key of ['files', 'source', 'test', 'over220'] as const) total[key] += row[key]
  }
  const lines = [...[...rows].sort(([a], [b]) => a.localeCompare(b)), ['all', total] as const].map(([room, row]) => [
    room,
    String(row.files),
    String(row.source),
    String(row.test),
    row.source === 0 ? '–' : (row.test / row.source).toFixed(2),
    String(row.over220),
  ])
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...lines.map(line => line[column]!.length)))
  const draw = (cells: string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  return [HEADINGS, ...lines].map(draw).join('\n')
}

function list(title: string, places: Place[]): void {
  console.log(`\n${title}: ${places.length}`)
  for (const { file, line, what } of places) console.log(`  ${file}:${line}  ${what}`)
}

/** Whether all of it is within budget. */
export function report(root: string): boolean {
  const rows = new Map<string, Row>()
  const longFiles: Place[] = []
  const all: Measures = { lines: 0, longFunctions: [], anys: [], bareSuppressions: [] }
  for (const file of FOLDERS.flatMap(folder => codeBelow(root, folder))) {
    const found = measure(file, readFileSync(path.join(root, file), 'utf8'))
    const row = rows.get(roomOf(file)) ?? { files: 0, source: 0, test: 0, over220: 0 }
    rows.set(roomOf(file), row)
    row.files += 1
    row[TEST.test(file) ? 'test' : 'source'] += found.lines
    if (found.lines > 220) row.over220 += 1
    if (found.lines > LONGEST_FILE) longFiles.push({ file, line: 1, what: `${found.lines} lines` })
    for (const key of ['longFunctions', 'anys', 'bareSuppressions'] as const) all[key].push(...found[key])
  }
  console.log(table(rows))
  list(`Functions over ${LONGEST_FUNCTION} lines (none allowed)`, all.longFunctions)
  list(`Files over ${LONGEST_FILE} lines (none allowed)`, longFiles)
  list('any (none allowed)', all.anys)
  list('Suppressions without a reason (none allowed)', all.bareSuppressions)
  return [longFiles, all.longFunctions, all.anys, all.bareSuppressions].every(places => places.length === 0)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = report(fileURLToPath(new URL('..', import.meta.url))) ? 0 : 1
}
