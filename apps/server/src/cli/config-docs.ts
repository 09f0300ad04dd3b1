import type { z } from 'zod'
import { settings } from '../config.ts'

/** The page of settings, from the settings themselves. */
export function configurationPage(): string {
  const rows = Object.entries(settings).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.description ?? ''} |`,
  )
  return [
    '# Configuration',
    '',
    'Made by `npm run tessera -- config-docs`. Every setting is an environment variable; a wrong or contradictory one refuses to start and says why, and a name that is nearly one of these is pointed out.',
    '',
    '| name | default | what it does |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function defaultOf(schema: z.ZodType): string {
  const result = schema.safeParse(undefined)
  if (!result.success || result.data === undefined) return ''
  const text = Array.isArray(result.data) ? result.data.join(',') : `${result.data as string | number | boolean}`
  return text === '' ? '' : `\`${text}\``
}
