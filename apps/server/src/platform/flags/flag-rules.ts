import { createHash } from 'node:crypto'
import { z } from 'zod'

export type FlagValue = boolean | string | number

export type FlagContext = {
  organizerId?: string
  eventId?: string
  /** Who is counted for a percentage: a visitor's id. Without it the event, else the organizer, goes in or out as one. */
  key?: string
}

/**
 * A rule holds when all it names holds; one that names nothing holds always. `value` is what the flag is then, `true`
 * if not said.
 */
const ruleSchema = z.strictObject({
  organizers: z.array(z.string()).optional(),
  events: z.array(z.string()).optional(),
  percent: z.number().min(0).max(100).optional(),
  value: z.union([z.boolean(), z.string(), z.number()]).default(true),
})

export const flagRules = z.array(ruleSchema).max(100)

export type RuleOutcome = { value: FlagValue; reason: 'TARGETING_MATCH' | 'SPLIT' }

/** The first rule that holds decides. */
export function applyRules(name: string, rules: z.output<typeof flagRules>, context: FlagContext): RuleOutcome | null {
  for (const rule of rules) {
    if (rule.organizers && !includes(rule.organizers, context.organizerId)) continue
    if (rule.events && !includes(rule.events, context.eventId)) continue
    if (rule.percent === undefined) return { value: rule.value, reason: 'TARGETING_MATCH' }
    const key = context.key ?? context.eventId ?? context.organizerId
    if (key !== undefined && placeOf(name, key) < rule.percent) return { value: rule.value, reason: 'SPLIT' }
  }
  return null
}

function includes(list: readonly string[], id: string | undefined): boolean {
  return id !== undefined && list.includes(id)
}

/**
 * A key's place between 0 and 100, the same in each process and for ever: who is in at 10 % is still in at 20 %. Each
 * flag orders its keys anew, or the same few would try everything first.
 */
function placeOf(name: string, key: string): number {
  return (createHash('sha256').update(`${name}\0${key}`).digest().readUInt32BE(0) / 2 ** 32) * 100
}
