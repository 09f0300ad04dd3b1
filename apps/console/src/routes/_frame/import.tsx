import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { Checkbox } from '@tessera/ui/checkbox'
import { PageTitle } from '@tessera/ui/page-title'
import { RadioGroup } from '@tessera/ui/radio-group'
import { TextArea } from '@tessera/ui/text-field'
import { FileUp } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportFormat, runImport } from '../../api/imports.ts'
import { ZoneField } from '../../forms/place-fields.tsx'
import { fieldId, ProblemNotice, useWrong } from '../../forms/problem-notice.tsx'
import { guessFormat } from '../../imports/guess-format.ts'
import { ReportCard } from '../../imports/report-card.tsx'
import { useHouse, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/import')({ component: ImportPage })

const FORMATS = ['schema_org', 'csv', 'icalendar'] as const satisfies readonly ImportFormat[]
const MOST_SHOWN = 20_000

/** How the content is to be read, and what becomes of it. No zone of its own: the house's. */
type Wish = { format: ImportFormat; zone: string | null; publish: boolean }

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
          <FileChoice fileName={fileName} onFile={take} />
          {content.length <= MOST_SHOWN ? (
            <TextArea
              id={fieldId('content')}
              label={t('import.paste')}
              hint={t('import.paste_hint')}
              rows={6}
              className="[&_textarea]:max-h-80 [&_textarea]:font-mono [&_textarea]:text-xs"
              spellCheck={false}
              value={content}
              onValueChange={text => take(text, null)}
              error={wrong('content')}
            />
          ) : (
            <p className="text-quiet">{t('import.large', { count: content.length })}</p>
          )}
          <Options wish={wish} onWish={change => setWish({ ...wish, ...change })} wrong={wrong} />
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

type FileChoiceProps = { fileName: string | null; onFile: (text: string, name: string) => void }

function FileChoice({ fileName, onFile }: FileChoiceProps) {
  const { t } = useTranslation('console')
  const fileId = useId()
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label
        htmlFor={fileId}
        className="inline-flex min-h-(--control) cursor-pointer items-center gap-2 rounded-md border border-edge/60 bg-raised px-4 font-medium hover:border-edge hover:bg-mist has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
      >
        <FileUp className="size-4" aria-hidden="true" />
        {t('import.choose')}
        <input
          id={fileId}
          type="file"
          accept=".json,.jsonld,.csv,.ics,.txt,text/*,application/json,application/ld+json"
          className="sr-only"
          onChange={event => {
            const file = event.target.files?.[0]
            if (file) void file.text().then(text => onFile(text, file.name))
          }}
        />
      </label>
      {fileName && <span className="text-quiet">{fileName}</span>}
    </div>
  )
}

type OptionsProps = { wish: Wish; onWish: (change: Partial<Wish>) => void; wrong: ReturnType<typeof useWrong> }

function Options({ wish, onWish, wrong }: OptionsProps) {
  const { t } = useTranslation('console')
  const house = useHouse()
  return (
    <div className="grid items-start gap-5 md:grid-cols-2">
      <RadioGroup
        label={t('import.format')}
        options={FORMATS.map(value => ({
          value,
          label: t(`import.format_${value}`),
          hint: t(`import.format_${value}_hint`),
        }))}
        value={wish.format}
        onValueChange={format => onWish({ format })}
      />
      <div className="grid grid-cols-1 gap-4">
        <ZoneField
          id={fieldId('timezone')}
          label={t('import.zone')}
          hint={t('import.zone_hint')}
          value={wish.zone ?? house.zone}
          onValueChange={zone => onWish({ zone })}
          error={wrong('timezone')}
        />
        <Checkbox
          label={t('import.publish')}
          hint={t('import.publish_hint')}
          checked={wish.publish}
          onCheckedChange={publish => onWish({ publish })}
        />
      </div>
    </div>
  )
}
