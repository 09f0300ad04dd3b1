import { createRequire } from 'node:module'
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'

interface Configuration {
  forbidden: IForbiddenRuleType[]
  options: Omit<ICruiseOptions, 'exclude'> & { exclude: { path: string[] }; enhancedResolveOptions: object }
}

const configuration = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Configuration

export const rules = configuration.forbidden as (IForbiddenRuleType & { name: string; comment: string })[]

const judgesFolders = (rule: IForbiddenRuleType) => 'scope' in rule && rule.scope === 'folder'
/** A test's harness starts the whole server, so with tests every folder would be in a cycle with every other. */
const TESTS = ['[.]test[.]tsx?$', '/testing/', '^tests/']

async function pass(baseDir: string, folders: string[], forbidden: IForbiddenRuleType[], exclude: string[]) {
  const { enhancedResolveOptions, exclude: always, ...options } = configuration.options
  const { output } = await cruise(
    folders,
    {
      ...options,
      baseDir,
      exclude: { path: [...always.path, ...exclude] },
      validate: true,
      ruleSet: { forbidden },
      metrics: forbidden.some(judgesFolders),
    },
    enhancedResolveOptions,
  )
  return output as ICruiseResult
}

export interface Violation {
  rule: string
  from: string
  to: string
}

/** Cruises a tree laid out like ours: how many files of ours were read, and which rules are broken where. */
export async function cruiseTree(baseDir: string, folders: string[]) {
  const files = await pass(
    baseDir,
    folders,
    rules.filter(rule => !judgesFolders(rule)),
    [],
  )
  const modules = await pass(baseDir, folders, rules.filter(judgesFolders), TESTS)
  const violations: Violation[] = [...files.summary.violations, ...modules.summary.violations].map(violation => ({
    rule: violation.rule.name,
    from: violation.from,
    to: violation.to,
  }))
  const read = files.modules.filter(({ source }) => folders.some(folder => source.startsWith(`${folder}/`))).length
  return { read, violations }
}

/** What a person needs who broke a wall: where, which, and what to do instead. */
export function explain(violations: Violation[]): string[] {
  return violations.map(({ rule, from, to }) => {
    const advice = rules.find(({ name }) => name === rule)?.comment ?? ''
    return `${rule}: ${from} → ${to}. ${advice}`
  })
}
