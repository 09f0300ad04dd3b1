import { useQueryClient } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { IconButton } from '@tessera/ui/button'
import { useLocalized } from '@tessera/ui/i18n'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deleteQuestion, type Question, questionsQuery } from '../api/products.ts'
import { type Confirmation, ConfirmDialog } from '../forms/confirm-dialog.tsx'
import { useMay, useOrganizer } from '../session.ts'

type Props = { eventId: string; questions: readonly Question[]; onEdit: (question: Question) => void }

/** What is asked of those who come or buy, with the kind of answer it wants. */
export function QuestionList({ eventId, questions, onEdit }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const { queryKey } = questionsQuery(organizer.id, eventId)
  const askToRemove = (question: Question) =>
    setAsked({
      title: t('question.remove_title', { name: said(question.label) }),
      text: t('question.remove_text'),
      action: t('action.delete'),
      work: () =>
        deleteQuestion(organizer.id, eventId, question).finally(() => void client.invalidateQueries({ queryKey })),
      done: t('question.removed'),
    })
  return (
    <>
      <ul className="divide-y divide-line">
        {questions.map(question => (
          <QuestionLine
            key={question.id}
            question={question}
            onEdit={() => onEdit(question)}
            onRemove={() => askToRemove(question)}
          />
        ))}
      </ul>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

type LineProps = { question: Question; onEdit: () => void; onRemove: () => void }

function QuestionLine({ question, onEdit, onRemove }: LineProps) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const may = useMay()
  const name = said(question.label)
  return (
    <li className="flex items-center gap-3 px-4 py-3 md:px-5">
      <div className="grid min-w-0 grow gap-0.5">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {question.required && <Badge tone="info">{t('question.required')}</Badge>}
        </span>
        <span className="text-quiet">
          {t(`question.of_${question.asked_of}`)} · {t(`question.kind_${question.kind}`)}
          {question.options.length > 0 && `: ${question.options.map(option => said(option.label)).join(', ')}`}
        </span>
      </div>
      {may('events.edit') && (
        <>
          <IconButton
            size="sm"
            label={t('question.edit_named', { name })}
            icon={<Pencil aria-hidden="true" className="size-4!" />}
            onClick={onEdit}
          />
          <IconButton
            size="sm"
            label={t('question.remove_named', { name })}
            icon={<Trash2 aria-hidden="true" className="size-4!" />}
            onClick={onRemove}
          />
        </>
      )}
    </li>
  )
}
