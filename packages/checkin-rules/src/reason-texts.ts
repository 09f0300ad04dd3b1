import de from './locales/de.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import type { ReasonCode } from './reasons.ts'

/** Two or three words that can be read at two metres, and one sentence on what to do. */
export interface ReasonText {
  title: string
  action: string
}

export const REASON_TEXTS: Readonly<Record<'en' | 'de', Readonly<Record<ReasonCode, ReasonText>>>> = { en, de }
