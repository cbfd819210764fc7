import { Panel, useReactFlow } from '@xyflow/react';
import Button from 'antd/es/button';
import Tooltip from 'antd/es/tooltip';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../shared/ui/icon.tsx';
import { useMayChange } from '../../../sign-in/use-may-change.ts';
import type { CanvasMapState } from '../canvas-map.tsx';

interface CanvasToolsProps {
  readonly map?: CanvasMapState;
  readonly onTidy?: () => void;
  readonly onSearch?: () => void;
  readonly onHelp?: () => void;
}

export function CanvasTools({ map, onTidy, onSearch, onHelp }: CanvasToolsProps) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const mayChange = useMayChange();
  const tool = (label: string, content: ReactNode, onClick: () => void) => (
    <Tooltip title={label}>
      <Button size="small" aria-label={label} icon={content} onClick={onClick} />
    </Tooltip>
  );
  return (
    <Panel position="bottom-left">
      <span className="row" style={{ gap: 4 }}>
        {tool(t('journeys.zoomIn'), '+', () => void flow.zoomIn())}
        {tool(t('journeys.zoomOut'), '−', () => void flow.zoomOut())}
        <Button size="small" onClick={() => void flow.fitView({ maxZoom: 1, padding: 0.12 })}>
          {t('journeys.showAll')}
        </Button>
        {mayChange && onTidy ? (
          <Button size="small" onClick={onTidy}>
            {t('journeys.tidy')}
          </Button>
        ) : null}
        {map?.toggle ? (
          <Button size="small" aria-pressed={map.isShown} onClick={map.toggle}>
            {t('canvas.mapButton')}
          </Button>
        ) : null}
        {onSearch ? tool(t('canvas.search'), <Icon name="search" size={14} />, onSearch) : null}
        {onHelp ? tool(t('canvas.keys.title'), <Icon name="keyboard" size={14} />, onHelp) : null}
      </span>
    </Panel>
  );
}
