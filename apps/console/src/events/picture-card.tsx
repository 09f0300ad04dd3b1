import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { useLocale } from '@tessera/ui/i18n'
import { PosterImage, type PosterImageProps } from '@tessera/ui/poster-image'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { ImageUp, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, removePicture, setPicture } from '../api/events.ts'
import { useLanguageName } from '../forms/bilingual-field.tsx'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { useMay, useOrganizer } from '../session.ts'

/** The photo of the poster with what it shows in words; without one the event has its mosaic. */
export function PictureCard({ event, onChanged }: { event: Event; onChanged: () => void }) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  const organizer = useOrganizer()
  const toast = useToast()
  const may = useMay()
  const inputId = useId()
  const [chosen, setChosen] = useState<{ file: File; url: string } | null>(null)
  const [alt, setAlt] = useState<Record<string, string>>({})
  const choose = (file: File | null) => {
    if (chosen) URL.revokeObjectURL(chosen.url)
    setChosen(file && { file, url: URL.createObjectURL(file) })
  }
  const upload = useMutation({
    mutationFn: () => setPicture(organizer.id, event, { file: chosen!.file, alt }),
    onSuccess: () => {
      choose(null)
      toast({ title: t('event.picture_saved') })
      onChanged()
    },
  })
  const remove = useMutation({
    mutationFn: () => removePicture(organizer.id, event),
    onSuccess: () => {
      toast({ title: t('event.picture_removed') })
      onChanged()
    },
  })
  const size = event.picture?.sizes.find(each => each.width >= 640) ?? event.picture?.sizes[0]
  return (
    <Card title={t('event.picture')}>
      <div className="grid gap-4">
        <PosterImage
          seed={event.id}
          src={chosen?.url ?? size?.url}
          alt={Object.values(event.picture?.alt ?? {})[0]}
          palette={(event.palette ?? undefined) as PosterImageProps['palette']}
        />
        <ProblemNotice error={upload.error ?? remove.error} />
        {may('events.edit') && (
          <div className="flex flex-wrap items-center gap-2">
            <label
              htmlFor={inputId}
              className="inline-flex min-h-(--control) cursor-pointer items-center gap-2 rounded-md border border-edge/60 bg-raised px-4 font-medium hover:border-edge hover:bg-mist has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
            >
              <ImageUp className="size-4" aria-hidden="true" />
              {t(event.picture ? 'event.picture_replace' : 'event.picture_choose')}
              <input
                id={inputId}
                type="file"
                accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
                className="sr-only"
                onChange={change => choose(change.target.files?.[0] ?? null)}
              />
            </label>
            {event.picture && !chosen && (
              <Button
                variant="quiet"
                icon={<Trash2 aria-hidden="true" />}
                pending={remove.isPending}
                onClick={() => remove.mutate()}
              >
                {t('event.picture_remove')}
              </Button>
            )}
          </div>
        )}
        {chosen && (
          <form
            className="grid gap-3"
            onSubmit={submit => {
              submit.preventDefault()
              upload.mutate()
            }}
          >
            <p className="text-quiet">{t('event.picture_alt_text')}</p>
            {locales.map(locale => (
              <TextField
                key={locale}
                label={t('form.in_language', { label: t('event.picture_alt'), language: languageName(locale) })}
                lang={locale}
                value={alt[locale] ?? ''}
                onValueChange={words => setAlt(before => ({ ...before, [locale]: words }))}
              />
            ))}
            <Button
              type="submit"
              variant="primary"
              pending={upload.isPending}
              disabled={!Object.values(alt).some(words => words.trim())}
            >
              {t('event.picture_save')}
            </Button>
          </form>
        )}
      </div>
    </Card>
  )
}
