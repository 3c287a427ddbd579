" `:compiler agentls`, then `:make`: the findings of the folder in the quickfix list.
if exists('current_compiler')
  finish
endif
let current_compiler = 'agentls'

CompilerSet makeprg=agentls\ check\ --format\ concise
CompilerSet errorformat=%f:%l:%c:\ %t%*[a-z]%m
