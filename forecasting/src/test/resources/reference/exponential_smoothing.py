# statsmodels 0.15.0: reference values for simple exponential smoothing and damped additive Holt-Winters
import sys
import numpy as np
from statsmodels.tsa.holtwinters import SimpleExpSmoothing, ExponentialSmoothing
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
rng=np.random.default_rng(7)
n=24*14
t=np.arange(n)
y=np.round(50+10*np.sin(2*np.pi*t/24)+np.cumsum(rng.normal(0,1,n))+rng.normal(0,2,n),3)
a,b,g,phi=.3,.05,.2,.95
l0=y[:24].mean(); l1=y[24:48].mean(); b0=(l1-l0)/24; s0=((y[:24]-l0)+(y[24:48]-l1))/2
m=ETSModel(y,error='add',trend='add',damped_trend=True,seasonal='add',seasonal_periods=24,initialization_method='known',initial_level=l0,initial_trend=b0,initial_seasonal=s0)
# order of params
names=m.param_names; p=[]
d={'smoothing_level':a,'smoothing_trend':b,'smoothing_seasonal':g,'damping_trend':phi}
p=[d[k] for k in names if k in d]
r=m.smooth(np.array(p))
f=r.forecast(48); sse=float(np.sum(r.resid**2))
ses=SimpleExpSmoothing(y,initialization_method='estimated').fit(optimized=True,use_brute=True)
with open(sys.argv[1],'w') as o:
    o.write('# statsmodels 0.15.0, by exponential_smoothing.py beside this file; tolerance 1e-6 for holt-winters, 1e-3 for ses\n')
    o.write('series,'+','.join(map(str,y))+'\n')
    o.write('holt-winters,'+','.join(repr(float(v)) for v in (a,b,g,phi))+'\n')
    o.write('holt-winters-squares,%r\n'%sse)
    o.write('holt-winters-forecast,'+','.join('%r'%float(v) for v in f)+'\n')
    o.write('ses,%r,%r\n'%(float(ses.params['smoothing_level']),float(ses.forecast(1)[0])))
print(names,ses.params['smoothing_level'],ses.sse,sse)
