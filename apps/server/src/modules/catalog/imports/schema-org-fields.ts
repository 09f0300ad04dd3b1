import type { z } from 'zod'
import type { RowReport } from './row-report.ts'
import { type Node, node } from './schema-org.schemas.ts'

/** One element's fields, each read through a schema; what nobody reads is reported, so that no loss is silent. */
export interface Fields {
  /** Undefined if the field is absent, null, empty or (reported) of another shape. */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined
  /** A node that only refers (`{"@id": …}`) as the node that it means. */
  follow(reference: Node): Node
  reportUnread(): void
}

/** Says nothing about the event that the event does not say itself. */
const silent = new Set([
  '@context',
  '@type',
  '@id',
  'inLanguage',
  'mainEntityOfPage',
  'identifier',
  'sameAs',
  'dateModified',
  'datePublished',
])

export function fieldsOf(report: RowReport, element: Node, byId: ReadonlyMap<string, Node>): Fields {
  const read = new Set<string>()
  return {
    read(name, schema) {
      read.add(name)
      const value = Object.hasOwn(element, name) ? element[name] : undefined
      if (isNothing(value)) return undefined
      const parsed = schema.safeParse(value)
      if (parsed.success) return parsed.data
      return report.loss('imports.field_malformed', `"${name}" has a shape that it should not have.`, name)
    },
    follow(reference) {
      const id = reference['@id']
      const target = typeof id === 'string' && Object.keys(reference).length === 1 ? byId.get(id) : undefined
      return target ?? reference
    },
    reportUnread() {
      for (const name of Object.keys(element)) {
        if (read.has(name) || silent.has(name) || isNothing(element[name])) continue
        report.loss('imports.field_ignored', `"${name.slice(0, 60)}" is not imported.`, name.slice(0, 60))
      }
    },
  }
}

/** A list with the one node, followed if it refers to another. */
export function asNode(fields: Fields, value: unknown): Node | undefined {
  const parsed = node.safeParse(value)
  return parsed.success ? fields.follow(parsed.data) : undefined
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
