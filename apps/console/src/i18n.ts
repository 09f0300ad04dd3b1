import { startI18n } from '@tessera/ui/i18n'
import type en from './locales/en.json'

declare module '@tessera/ui/i18n' {
  interface Resources {
    console: typeof en
  }
}

export function startTexts(): Promise<void> {
  return startI18n({ namespace: 'console', files: import.meta.glob('./locales/*.json') })
}
