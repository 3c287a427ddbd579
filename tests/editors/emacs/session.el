;;; One session in a real Emacs, step by step; what came of each step is written as JSON.  -*- lexical-binding: t -*-
(require 'json)
(require 'flymake)

(defvar agentls-test-folder (getenv "AGENTLS_WORKSPACE"))
(defvar agentls-test-results nil)
(setq eglot-sync-connect 20
      eglot-autoshutdown nil
      make-backup-files nil)

(defun agentls-test-wait (what condition)
  "Wait until CONDITION returns something; complain about WHAT after a while."
  (let ((end (+ (float-time) 15)) (found nil))
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05)
      (sit-for 0.01))
    (or found (error "waited in vain for %s: %S" what
                     (mapcar (lambda (one) (list (flymake-diagnostic-beg one) (flymake-diagnostic-end one)
                                                 (flymake-diagnostic-text one)))
                             (flymake-diagnostics))))))

(defun agentls-test-finding (text)
  "The diagnostic on exactly TEXT in this buffer."
  (seq-find (lambda (one)
              (equal text (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))))
            (flymake-diagnostics)))

(defmacro agentls-test-step (name &rest body)
  "Run BODY and write down under NAME what came of it."
  `(push (cons ,name (condition-case problem (progn ,@body t) (error (error-message-string problem))))
         agentls-test-results))

(find-file (expand-file-name ".claude/agents/reviewer.md" agentls-test-folder))
;; `eglot-ensure` waits for a command of the user, which never comes in a batch.
(unless (eglot-current-server) (apply (function eglot) (eglot--guess-contact)))
(agentls-test-step "connects"
  (agentls-test-wait "a server" #'eglot-current-server))
(flymake-start)
(agentls-test-step "marks exactly the unknown tool"
  (agentls-test-wait "Grepp" (lambda () (agentls-test-finding "Grepp"))))
(agentls-test-step "marks exactly what is lost behind two emoji"
  (agentls-test-wait " #1 today" (lambda () (agentls-test-finding " #1 today"))))
(agentls-test-step "counts code points"
  (let ((encoding (plist-get (eglot--capabilities (eglot-current-server)) :positionEncoding)))
    (unless (equal "utf-32" encoding) (error "another encoding: %S" encoding))))
(agentls-test-step "hover tells what a key is"
  (goto-char (point-min))
  (search-forward "tools")
  (backward-char 2)
  (let ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (unless (string-match-p "tools" (format "%S" answer)) (error "no hover: %S" answer))))
(agentls-test-step "completion offers tools"
  (goto-char (point-min))
  (search-forward "Read, ")
  (let ((answer (jsonrpc-request (eglot-current-server) :textDocument/completion (eglot--TextDocumentPositionParams))))
    (unless (string-match-p "Grep" (format "%S" answer)) (error "no tools: %S" answer))))
(agentls-test-step "a code action mends the tool"
  (let* ((finding (agentls-test-wait "Grepp" (lambda () (agentls-test-finding "Grepp"))))
         (actions (eglot-code-actions (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding) "quickfix"))
         (preferred (seq-find (lambda (one) (eq t (plist-get one :isPreferred))) actions)))
    (unless preferred (error "no preferred action: %S" actions))
    (eglot-execute (eglot-current-server) preferred)
    (when (save-excursion (goto-char (point-min)) (search-forward "Grepp" nil t)) (error "not mended"))))
(agentls-test-step "stops"
  (let ((server (eglot-current-server)))
    (set-buffer-modified-p nil)
    (eglot-shutdown server)
    (agentls-test-wait "its end" (lambda () (not (jsonrpc-running-p server))))))

(with-temp-file (getenv "AGENTLS_REPORT")
  (insert (json-encode `((results . ,(nreverse agentls-test-results))))))
(kill-emacs 0)
