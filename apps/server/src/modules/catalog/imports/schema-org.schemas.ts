import { z } from 'zod'

/** What strangers write where schema.org expects a text: a text, a number, `{"@value": …}`, or a list of them. */
const word = z.union([
  z.string(),
  z.number().transform(String),
  z.object({ '@value': z.string() }).transform(value => value['@value']),
])

export const words = oneOrMany(word)
export const firstWord = words.transform(list => list[0])

export const yesOrNo = z.union([
  z.boolean(),
  z.string().transform((text, context) => {
    const said = /(?:^|\/)(true|false)$/i.exec(text.trim())?.[1]?.toLowerCase()
    if (said === undefined) context.addIssue({ code: 'custom', message: 'neither true nor false' })
    return said === 'true'
  }),
])

export const node = z.record(z.string(), z.unknown())
export type Node = z.infer<typeof node>
export const nodes = oneOrMany(node)
export const nodesOrWords = oneOrMany(z.union([node, z.string()]))

const coordinate = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^[+-]?\d+(?:\.\d+)?$/)
    .transform(Number),
])

export const geoPoint = z.object({
  latitude: coordinate.pipe(z.number().min(-90).max(90)),
  longitude: coordinate.pipe(z.number().min(-180).max(180)),
})

/** Text in each field of an address; others of its shapes are read as missing. */
export const postalAddress = z.object({
  streetAddress: firstWord.nullish().catch(undefined),
  postalCode: firstWord.nullish().catch(undefined),
  addressLocality: firstWord.nullish().catch(undefined),
  addressRegion: firstWord.nullish().catch(undefined),
  addressCountry: z
    .union([firstWord, z.object({ name: z.string() }).transform(country => country.name)])
    .nullish()
    .catch(undefined),
})

export const amount = z.union([z.number().finite(), z.string()])

function oneOrMany<T extends z.ZodType>(schema: T) {
  return z.union([z.array(schema).max(10_000), schema.transform(value => [value] as z.output<T>[])])
}
