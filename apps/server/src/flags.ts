import type { Flags } from './platform/flags/flags.ts'

/** Every flag that the code asks for, with what it is when nobody has turned it. */
export const declaredFlags = {
  saleOpen: {
    fallback: true,
    about: 'Buyers can place holds. Off pauses the sale, of all or of some organizers or events, within five seconds',
  },
} as const

export type AppFlags = Flags<typeof declaredFlags>
