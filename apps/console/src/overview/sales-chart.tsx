import { useTheme } from '@tessera/ui/theme'
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { chartColours } from './chart-colours.ts'

use([BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export type ChartBar = { label: string; value: number; told: string }
type Props = { bars: readonly ChartBar[]; label: string; axis: (value: number) => string; unit: string }

/** Loaded when a chart is first shown; whoever cannot see it has the table behind it. */
export default function SalesChart({ bars, label, axis, unit }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const theme = useTheme()
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const chart = init(element)
    const colours = chartColours()
    const text = { color: colours.quiet, fontFamily: 'Inter Variable, sans-serif', fontSize: 12 }
    chart.setOption({
      animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      animationDuration: 300,
      grid: { left: 0, right: 0, top: 28, bottom: 0, containLabel: true },
      tooltip: {
        trigger: 'axis',
        backgroundColor: colours.ink,
        borderWidth: 0,
        textStyle: { ...text, color: colours.raised },
        axisPointer: { type: 'shadow', shadowStyle: { color: colours.line, opacity: 0.4 } },
        formatter: (shown: unknown) => {
          const index = Array.isArray(shown) ? (shown[0] as { dataIndex: number }).dataIndex : 0
          return bars[index]?.told ?? ''
        },
      },
      xAxis: {
        type: 'category',
        data: bars.map(bar => bar.label),
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { ...text, hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' },
      },
      yAxis: {
        type: 'value',
        name: unit,
        nameTextStyle: { ...text, align: 'left' },
        splitNumber: 4,
        splitLine: { lineStyle: { color: colours.line } },
        axisLabel: { ...text, formatter: axis },
      },
      series: [
        {
          type: 'bar',
          data: bars.map(bar => bar.value),
          itemStyle: { color: colours.bar, borderRadius: [2, 2, 0, 0] },
          barMaxWidth: 28,
          barCategoryGap: '25%',
        },
      ],
    })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the theme decides the colours that are read from the page, so the chart is drawn anew with it
  }, [bars, axis, unit, theme])
  // The chart is drawn into it, so it cannot be an <img>.
  return <div ref={place} role="img" aria-label={label} className="h-64 w-full" />
}
