import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Badge } from '@tessera/ui/badge'
import { Button, IconButton } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocalized } from '@tessera/ui/i18n'
import { SkeletonText } from '@tessera/ui/skeleton'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventQuery } from '../../api/events.ts'
import { deleteQuestion, productsQuery, type Question, questionsQuery } from '../../api/products.ts'
import { QuestionDialog } from '../../events/question-dialog.tsx'
import { type Confirmation, ConfirmDialog } from '../../forms/confirm-dialog.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/questions')({ component: QuestionsPage })

function QuestionsPage() {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const may = useMay()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const query = questionsQuery(organizer.id, eventId)
  const { data: questions } = useQuery(query)
  const [open, setOpen] = useState<Question | 'new' | null>(null)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: query.queryKey })
  const remove = (question: Question) =>
    setAsked({
      title: t('question.remove_title', { name: said(question.label) }),
      text: t('question.remove_text'),
      action: t('action.delete'),
      work: () => deleteQuestion(organizer.id, eventId, question).finally(() => void refresh()),
      done: t('question.removed'),
    })
  if (!event || !questions) return <SkeletonText lines={5} />
  const shown = questions.data.filter(question => !question.archived)
  const add = may('events.edit') && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      {t('question.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-quiet">{t('question.page_text')}</p>
        {shown.length > 0 && add}
      </div>
      <Card padding="none">
        {shown.length === 0 ? (
          <EmptyState title={t('question.none')} action={add}>
            {t('question.none_text')}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {shown.map(question => (
              <li key={question.id} className="flex items-center gap-3 px-4 py-3 md:px-5">
                <div className="grid min-w-0 grow gap-0.5">
                  <span className="flex flex-wrap items-center gap-2 font-medium">
                    {said(question.label)}
                    {question.required && <Badge tone="info">{t('question.required')}</Badge>}
                  </span>
                  <span className="text-quiet">
                    {t(`question.of_${question.asked_of}`)} · {t(`question.kind_${question.kind}`)}
                    {question.options.length > 0 &&
                      `: ${question.options.map(option => said(option.label)).join(', ')}`}
                  </span>
                </div>
                {may('events.edit') && (
                  <>
                    <IconButton
                      size="sm"
                      label={t('question.edit_named', { name: said(question.label) })}
                      icon={<Pencil aria-hidden="true" className="size-4!" />}
                      onClick={() => setOpen(question)}
                    />
                    <IconButton
                      size="sm"
                      label={t('question.remove_named', { name: said(question.label) })}
                      icon={<Trash2 aria-hidden="true" className="size-4!" />}
                      onClick={() => remove(question)}
                    />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      {open && (
        <QuestionDialog
          event={event}
          products={products?.data ?? []}
          question={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => void refresh()}
        />
      )}
    </div>
  )
}
