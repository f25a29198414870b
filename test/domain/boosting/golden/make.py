"""Makes the golden files: data, and what XGBoost 1.7.4 learns from them. Run with a Python that has it."""
import numpy as np, xgboost as xgb, json, os
O=os.path.dirname(os.path.abspath(__file__))
rng=np.random.RandomState(11); n=300
X=np.round(rng.randn(n,5),2).astype('f4'); X[:,2]=rng.randint(0,4,n); 
z=X[:,0]+np.sin(2*X[:,1])+.5*X[:,2]
M=X.copy(); M[rng.rand(n,5)<.08]=np.nan
real=np.round(z+rng.randn(n)*.3,2).astype('f4'); pos=np.round(np.exp(z*.4)+.05,2).astype('f4'); binr=(z+rng.randn(n)*.5>.7).astype('f4'); cls=np.clip(np.floor(z+1),0,2).astype('f4'); cnt=np.floor(pos).astype('f4'); w=(np.arange(n)%3+1).astype('f4')
json.dump({'columns':5,'values':[None if v!=v else float(str(v)) for v in M.ravel()],'labels':{k:[float(str(x)) for x in v] for k,v in dict(real=real,positive=pos,binary=binr,classes=cls,counts=cnt).items()},'weights':[float(x) for x in w]},open(O+'/data.json','w'))
cases=[]
def case(name,label,metrics,ours,weights=False,rounds=4,**p):
    y=dict(real=real,positive=pos,binary=binr,classes=cls,counts=cnt)[label]
    d=xgb.DMatrix(M,label=y,weight=w if weights else None,nthread=1)
    p.setdefault('tree_method','hist'); p.setdefault('max_depth',3)
    ev={}
    b=xgb.train({**p,'nthread':1,'eval_metric':metrics},d,rounds,evals=[(d,'train')],evals_result=ev,verbose_eval=False)
    b.set_attr(best_iteration=None,best_ntree_limit=None)
    m=json.loads(b.save_raw('json'))
    cases.append(dict(name=name,label=label,weights=weights,params={**ours,'rounds':rounds,**({} if 'maxDepth' in ours else {'maxDepth':3})},model=m,predictions=[float(x) for x in b.predict(d).ravel()[:60]],metrics={k:v[-1] for k,v in ev['train'].items()}))
R='reg:squarederror'; B='binary:logistic'
case('squared error','real',['rmse','mae','mphe'],dict(objective=R),objective=R)
case('squared error with weights','real',['rmse','mae'],dict(objective=R),weights=True,objective=R)
case('a slow, deep, penalised training','real',['rmse'],dict(objective=R,learningRate=.1,maxDepth=5,**{'lambda':3,'alpha':.5,'minSplitLoss':.2,'minChildWeight':4}),objective=R,eta=.1,max_depth=5,**{'lambda':3},alpha=.5,gamma=.2,min_child_weight=4)
case('few bins','real',['rmse'],dict(objective=R,maxBins=8),objective=R,max_bin=8)
case('growth by loss','real',['rmse'],dict(objective=R,growPolicy='lossguide',maxLeaves=7,maxDepth=0),objective=R,grow_policy='lossguide',max_leaves=7,max_depth=0)
case('directions','real',['rmse'],dict(objective=R,monotone=[1,0,-1]),objective=R,monotone_constraints='(1,0,-1)')
case('exact splits','real',['rmse'],dict(objective=R,method='exact'),objective=R,tree_method='exact')
case('parallel trees','real',['rmse'],dict(objective=R,parallelTrees=2),objective=R,num_parallel_tree=2)
case('absolute error','real',['mae'],dict(objective='reg:absoluteerror'),objective='reg:absoluteerror')
case('absolute error with weights','real',['mae'],dict(objective='reg:absoluteerror'),weights=True,objective='reg:absoluteerror')
case('pseudo-Huber error','real',['mphe'],dict(objective='reg:pseudohubererror'),objective='reg:pseudohubererror')
case('squared log error','positive',['rmsle','mape'],dict(objective='reg:squaredlogerror'),objective='reg:squaredlogerror')
case('logistic','binary',['logloss','error','error@0.7','auc','aucpr'],dict(objective=B),objective=B)
case('logistic with weights and a base score','binary',['logloss','auc','aucpr','error'],dict(objective=B,baseScore=.2,scalePositiveWeight=2),weights=True,objective=B,base_score=.2,scale_pos_weight=2)
case('logistic of bounded steps','binary',['logloss'],dict(objective=B,maxDeltaStep=.4),objective=B,max_delta_step=.4)
case('logistic margins','binary',['auc'],dict(objective='binary:logitraw'),objective='binary:logitraw')
case('logistic regression','binary',['rmse'],dict(objective='reg:logistic'),objective='reg:logistic')
case('hinge','binary',['error'],dict(objective='binary:hinge'),objective='binary:hinge')
case('softprob','classes',['mlogloss','merror'],dict(objective='multi:softprob',classes=3),objective='multi:softprob',num_class=3,rounds=2)
case('softmax','classes',['merror','mlogloss'],dict(objective='multi:softmax',classes=3),objective='multi:softmax',num_class=3,rounds=2)
case('Poisson','counts',['poisson-nloglik'],dict(objective='count:poisson'),objective='count:poisson')
case('gamma','positive',['gamma-nloglik','gamma-deviance'],dict(objective='reg:gamma'),objective='reg:gamma')
case('Tweedie','positive',['tweedie-nloglik@1.3'],dict(objective='reg:tweedie',tweedieVariancePower=1.3),objective='reg:tweedie',tweedie_variance_power=1.3)
case('linear','real',['rmse'],dict(objective=R,booster='gblinear',**{'lambda':.05,'alpha':.01}),objective=R,booster='gblinear',updater='coord_descent',**{'lambda':.05},alpha=.01)
json.dump(cases,open(O+'/cases.json','w'))
# one model in three forms
d=xgb.DMatrix(M,label=real); b=xgb.train({'objective':R,'tree_method':'hist','max_depth':2},d,2); 
for e in ['json','ubj','deprecated']: open(O+'/model.'+('bin' if e=='deprecated' else e),'wb').write(b.save_raw(e))
bd=xgb.train({'booster':'dart','objective':R,'tree_method':'hist','max_depth':2,'rate_drop':.5,'seed':3},d,4); open(O+'/dart.json','wb').write(bd.save_raw('json')); open(O+'/dart.bin','wb').write(bd.save_raw('deprecated'))
json.dump({'model':[float(x) for x in b.predict(d)],'dart':[float(x) for x in bd.predict(d)]},open(O+'/predictions.json','w'))
