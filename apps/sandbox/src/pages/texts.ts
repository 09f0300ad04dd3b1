import { de } from './texts.de.ts'
import { en } from './texts.en.ts'

export type Language = 'en' | 'de'
export type Texts = typeof en

export const textsIn: Readonly<Record<Language, Texts>> = { en, de }

/** The first of these that we speak: the asked-for language, the payment's, the browser's. */
export function chooseLanguage(...wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const tongue = wish?.trim().slice(0, 2).toLowerCase()
    if (tongue === 'en' || tongue === 'de') return tongue
  }
  return 'en'
}
