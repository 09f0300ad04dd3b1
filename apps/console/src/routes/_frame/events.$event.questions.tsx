import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { SkeletonText } from '@tessera/ui/skeleton'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventQuery } from '../../api/events.ts'
import { productsQuery, type Question, questionsQuery } from '../../api/products.ts'
import { QuestionDialog } from '../../events/question-dialog.tsx'
import { QuestionList } from '../../events/question-list.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/questions')({ component: QuestionsPage })

function QuestionsPage() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const may = useMay()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const query = questionsQuery(organizer.id, eventId)
  const { data: questions } = useQuery(query)
  const [open, setOpen] = useState<Question | 'new' | null>(null)
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
          <QuestionList eventId={eventId} questions={shown} onEdit={setOpen} />
        )}
      </Card>
      {open && (
        <QuestionDialog
          event={event}
          products={products?.data ?? []}
          question={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => void client.invalidateQueries({ queryKey: query.queryKey })}
        />
      )}
    </div>
  )
}
