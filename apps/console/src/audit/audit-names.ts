import { useTranslation } from 'react-i18next'
import type en from '../locales/en.json'

type Action = keyof (typeof en)['audit_action']
type Subject = keyof (typeof en)['audit_subject']

const words = (code: string) => code.replaceAll(/[._-]/g, ' ')

/** `events.published` as people say it; what we have no words for is shown as it is written. */
export function useActionName(): (action: string) => string {
  const { t, i18n } = useTranslation('console')
  return action => {
    const key = action.replaceAll('.', '_')
    return i18n.exists(`audit_action.${key}`, { ns: 'console' }) ? t(`audit_action.${key as Action}`) : words(action)
  }
}

export function useSubjectName(): (kind: string) => string {
  const { t, i18n } = useTranslation('console')
  return kind => {
    const key = kind.replaceAll('-', '_')
    return i18n.exists(`audit_subject.${key}`, { ns: 'console' }) ? t(`audit_subject.${key as Subject}`) : words(kind)
  }
}
