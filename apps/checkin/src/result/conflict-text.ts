import { REASON_CODES, type ReasonCode } from '@tessera/checkin-rules/reasons'
import { useTranslation } from 'react-i18next'
import { useReasonTexts } from './result-text.ts'

const OWN = ['double_entry', 'nonce_reused', 'unproven_code', 'not_found', 'undo_elsewhere'] as const

/** What the server holds against a scan, in a few words. */
export function useConflictText(): (conflict: string) => string {
  const { t } = useTranslation('checkin')
  const texts = useReasonTexts()
  return conflict => {
    const own = OWN.find(code => code === conflict)
    if (own) return t(`conflict.${own}`)
    const reason = REASON_CODES.find((code: ReasonCode) => code === conflict)
    return reason ? texts[reason].title : conflict
  }
}
