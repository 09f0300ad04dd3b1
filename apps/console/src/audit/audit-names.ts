import { useTranslation } from 'react-i18next'
import { useWordFor } from '../known-words.ts'

const ACTORS = ['account', 'system', 'api_key', 'device', 'buyer', 'guest'] as const
/** For whoever has no name. */
export const actorKey = (kind: string) => `actor.${ACTORS.find(each => each === kind) ?? 'system'}` as const

const words = (code: string) => code.replaceAll(/[._-]/g, ' ')

/** `events.published` as people say it; what we have no words for is shown as it is written. */
export function useActionName(): (action: string) => string {
  const wordFor = useWordFor()
  return action => wordFor('audit_action', action) ?? words(action)
}

/** All that we have words for, to choose from; in the order of the alphabet, because there are many. */
export function useActionChoices(): { value: string; label: string }[] {
  const { t, i18n } = useTranslation('console')
  return Object.entries(t('audit_action', { returnObjects: true }))
    .map(([key, label]) => ({ value: actionOf(key), label }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language))
}

/** `gateway_accounts_added` → `gateway_accounts.added`: of the areas only that one has two words. */
export function actionOf(key: string): string {
  return key.replace(/^(gateway_accounts|[a-z]+)_/, '$1.')
}

export function useSubjectName(): (kind: string) => string {
  const wordFor = useWordFor()
  return kind => wordFor('audit_subject', kind) ?? words(kind)
}
