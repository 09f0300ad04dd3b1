import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { PageTitle } from '@tessera/ui/page-title'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runImport } from '../../api/imports.ts'
import { ProblemNotice, useWrong } from '../../forms/problem-notice.tsx'
import { ContentField } from '../../imports/content-field.tsx'
import { guessFormat } from '../../imports/guess-format.ts'
import { ReportCard } from '../../imports/report-card.tsx'
import { type Wish, WishFields } from '../../imports/wish-fields.tsx'
import { useHouse, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/import')({ component: ImportPage })

function ImportPage() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const house = useHouse()
  const client = useQueryClient()
  const [content, setContent] = useState('')
  const [fileName, setFileName] = useState<string | null>(null)
  const [wish, setWish] = useState<Wish>({ format: 'schema_org', zone: null, publish: false })
  const run = useMutation({
    mutationFn: (dryRun: boolean) =>
      runImport(organizer.id, {
        format: wish.format,
        content,
        timezone: wish.zone ?? house.zone,
        publish: wish.publish,
        dry_run: dryRun,
      }),
    onSuccess: report => {
      if (!report.dry_run) void client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
    },
  })
  const wrong = useWrong(run.error)
  const take = (text: string, name: string | null) => {
    setContent(text)
    setFileName(name)
    setWish({ ...wish, format: guessFormat(text, name) ?? wish.format })
    run.reset()
  }
  const report = run.data
  return (
    <div className="grid max-w-220 gap-5">
      <PageTitle below={t('import.page_text')}>{t('nav.import')}</PageTitle>
      <ProblemNotice error={run.error} />
      <Card title={t('import.step_content')}>
        <div className="grid grid-cols-1 gap-5">
          <ContentField content={content} fileName={fileName} onContent={take} wrong={wrong} />
          <WishFields wish={wish} onWish={change => setWish({ ...wish, ...change })} wrong={wrong} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button
              variant={report ? 'secondary' : 'primary'}
              disabled={!content.trim()}
              pending={run.isPending && run.variables}
              onClick={() => run.mutate(true)}
            >
              {t('import.try')}
            </Button>
          </div>
        </div>
      </Card>
      {report && (
        <ReportCard
          report={report}
          pending={run.isPending}
          onImport={report.dry_run ? () => run.mutate(false) : undefined}
        />
      )}
    </div>
  )
}
