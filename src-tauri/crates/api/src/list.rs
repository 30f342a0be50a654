//! The list of commands. The window's build script includes this file too, so it holds nothing but the macro.

/// Calls the macro `$callback` with every command of the page: what it does, its name, its arguments and its reply.
///
/// This is the only list. The window's dispatcher, the page's type `Commands` and the permission that lets the page
/// call a command all come from it. To add a command, write its line here, its function in `src-tauri/src/commands`,
/// and the `call` in the page.
///
/// The page names arguments in camel case (`removeKey`). An argument it may leave out has the attributes
/// `#[serde(default)] #[ts(as = "Option<_>", optional)]`. A command whose request stands without braces reads its
/// arguments itself (see [`FromBody`](crate::FromBody)).
#[macro_export]
macro_rules! with_commands {
    ($callback:ident) => {
        $callback! {
            // The page and the desktop
            /// Returns everything for the first screen.
            boot(BootRequest {}) -> Boot;
            /// Shows the window, as the page has drawn its first frame.
            page_ready(PageReadyRequest {}) -> ();
            /// Closes the window, as the page has handed over everything.
            leave(LeaveRequest {}) -> ();
            /// Opens a link in the system's browser or mail program; https, http and mailto only.
            open_link(OpenLinkRequest { url: String }) -> ();
            /// Puts text on the clipboard.
            copy_text(CopyTextRequest { text: String }) -> ();
            /// Puts an answer's markdown on the clipboard.
            copy_answer(CopyAnswerRequest { answer: AnswerId }) -> ();
            /// Stores the colour theme.
            set_theme(SetThemeRequest { theme: Theme }) -> ();
            /// Zooms the page and stores the zoom. Returns it clamped to its bounds.
            set_zoom(SetZoomRequest { zoom: f64 }) -> f64;
            /// Stores the text size. Returns the nearest size there is.
            set_text_size(SetTextSizeRequest { text: f64 }) -> f64;
            /// Stores the sidebar's width.
            set_sidebar(SetSidebarRequest { width: u32 }) -> ();

            // Conversations
            /// Returns every conversation, newest first.
            list_conversations(ListConversationsRequest {}) -> Vec<ConversationRow>;
            /// Returns a conversation and shows it: frames follow for it from now on.
            open_conversation(OpenConversationRequest { id: ConversationId }) -> ConversationView;
            /// Creates a conversation with a tab for each model.
            create_conversation(CreateConversationRequest {
                command: CommandId,
                models: Vec<ModelRef>,
            }) -> ConversationView;
            /// Renames a conversation.
            rename_conversation(RenameConversationRequest {
                command: CommandId,
                id: ConversationId,
                title: String,
            }) -> ConversationRow;
            /// Deletes a conversation and everything in it.
            delete_conversation(DeleteConversationRequest {
                command: CommandId,
                id: ConversationId,
            }) -> ();
            /// Sets how many earlier turns the requests of a conversation carry.
            set_context(SetContextRequest {
                command: CommandId,
                conversation: ConversationId,
                context: Context,
            }) -> Context;
            /// Stores a conversation's layout.
            set_layout(SetLayoutRequest { conversation: ConversationId, layout: Layout }) -> ();
            /// Stores the composer's text.
            save_draft(SaveDraftRequest { conversation: ConversationId, text: String }) -> ();
            /// Stores the scroll position of the shown tab; `null` is the end.
            save_scroll(SaveScrollRequest { conversation: ConversationId, top: Option<f64> }) -> ();

            // Tabs
            /// Opens a tab at the end.
            add_tab(AddTabRequest {
                command: CommandId,
                conversation: ConversationId,
                model: ModelRef,
            }) -> ConversationView;
            /// Closes a tab; its history is kept.
            close_tab(CloseTabRequest {
                command: CommandId,
                conversation: ConversationId,
                tab: TabId,
            }) -> TabStrip;
            /// Stores which tab is selected.
            select_tab(SelectTabRequest { conversation: ConversationId, tab: TabId }) -> ();
            /// Moves a tab to an index among the open ones.
            move_tab(MoveTabRequest {
                command: CommandId,
                conversation: ConversationId,
                tab: TabId,
                to: usize,
            }) -> TabStrip;
            /// Renames a tab; a blank name brings back its model's.
            rename_tab(RenameTabRequest {
                command: CommandId,
                conversation: ConversationId,
                tab: TabId,
                name: String,
            }) -> TabStrip;
            /// Opens a copy of a tab next to it.
            duplicate_tab(DuplicateTabRequest {
                command: CommandId,
                conversation: ConversationId,
                tab: TabId,
            }) -> ConversationView;
            /// Reopens the tab that was closed last.
            reopen_tab(ReopenTabRequest {
                command: CommandId,
                conversation: ConversationId,
            }) -> ConversationView;
            /// Sends the prompts of another tab's history, one after the other, in a tab without a history.
            replay_tab(ReplayTabRequest {
                command: CommandId,
                conversation: ConversationId,
                tab: TabId,
                like: TabId,
            }) -> ConversationView;
            /// Stops everything that runs or waits in a tab.
            stop_tab(StopTabRequest { conversation: ConversationId, tab: TabId }) -> ();
            /// Stores how a conversation's columns are laid out.
            set_columns(SetColumnsRequest {
                conversation: ConversationId,
                columns: ColumnsLayout,
            }) -> ();
            /// Sets which columns are in view: the others' text comes once a second.
            set_in_view(SetInViewRequest {
                conversation: ConversationId,
                tabs: Vec<TabId>,
            }) -> ();
            /// Sets the parameters of these tabs, from their next requests on.
            set_parameters(SetParametersRequest {
                command: CommandId,
                conversation: ConversationId,
                tabs: Vec<TabId>,
                parameters: Parameters,
            }) -> ();
            /// Stores default parameters for new tabs of a model; empty ones are deleted.
            keep_parameters(KeepParametersRequest { model: ModelRef, parameters: Parameters }) -> ();

            // Asking
            /// Waits until something changed in a running answer. Replies with a raw body, the JSON of a `Frame`.
            next_frame(NextFrameRequest { viewer: String, cursor: u64 }) -> FrameBody;
            /// Sends a prompt to some tabs. Refuses, with the reason `looks_secret`, one that looks as if it held a
            /// secret, or whose files do, unless it is `confirmed`.
            send(SendRequest {
                command: CommandId,
                conversation: ConversationId,
                prompt: String,
                tabs: Vec<TabId>,
                #[serde(default)]
                #[ts(as = "Option<_>", optional)]
                picked: Picked,
                #[serde(default)]
                #[ts(as = "Option<_>", optional)]
                confirmed: bool,
            }) -> Sent;
            /// Stops one answer.
            stop(StopRequest { answer: AnswerId }) -> ();
            /// Stops every answer of a conversation.
            stop_all(StopAllRequest { conversation: ConversationId }) -> ();
            /// Retries an ended answer, the newest of its tab.
            retry(RetryRequest { command: CommandId, answer: AnswerId }) -> TabEntry;
            /// Sends at once the retry number `attempt` that an answer waits for.
            retry_now(RetryNowRequest { answer: AnswerId, attempt: u32 }) -> ();
            /// Retries every tab's newest answer that failed.
            retry_failed(RetryFailedRequest {
                command: CommandId,
                conversation: ConversationId,
            }) -> Vec<TabEntry>;
            /// Continues an answer that ended short.
            continue_answer(ContinueAnswerRequest { command: CommandId, answer: AnswerId }) -> TabEntry;
            /// Has requests carry as few earlier turns as should fit, and retries an answer that was too long.
            fit_context(FitContextRequest { command: CommandId, answer: AnswerId }) -> ConversationView;
            /// Creates a conversation that begins with a summary of the history of an answer that was too long, and
            /// shows it.
            summarise(SummariseRequest {
                command: CommandId,
                answer: AnswerId,
                title: String,
                prompt: String,
            }) -> ConversationView;

            // Attachments
            /// Adds a file to a conversation's draft; its bytes are the body, the rest is in headers. Without a name it
            /// is pasted text.
            attach(AttachRequest) -> Attachment;
            /// Adds the image on the clipboard to a conversation's draft; `null` if there is none.
            paste_picture(PastePictureRequest {
                command: CommandId,
                conversation: ConversationId,
            }) -> Option<Attachment>;
            /// Removes a file from a conversation's draft.
            detach(DetachRequest { conversation: ConversationId, hash: ImageHash }) -> ();
            /// Returns the text of a file of a conversation's draft.
            attachment_text(AttachmentTextRequest {
                conversation: ConversationId,
                hash: ImageHash,
            }) -> String;
            /// Returns whether each model can see images; `null` if unknown.
            can_see(CanSeeRequest { models: Vec<ModelRef> }) -> Vec<Option<bool>>;

            // Branches and notes
            /// Regenerates an ended answer, wherever it stands.
            regenerate(RegenerateRequest { command: CommandId, answer: AnswerId }) -> ConversationView;
            /// Sends an edited prompt in some tabs. Refuses what looks secret, as `send` does; the files of the prompt
            /// went out before and are not looked through again.
            edit_prompt(EditPromptRequest {
                command: CommandId,
                conversation: ConversationId,
                turn: TurnId,
                prompt: String,
                tabs: Vec<TabId>,
                #[serde(default)]
                #[ts(as = "Option<_>", optional)]
                confirmed: bool,
            }) -> ConversationView;
            /// Continues all tabs from an answer.
            adopt(AdoptRequest { command: CommandId, answer: AnswerId }) -> Adopted;
            /// Undoes `adopt` with the heads it returned.
            restore_heads(RestoreHeadsRequest {
                command: CommandId,
                conversation: ConversationId,
                heads: Vec<TabHead>,
            }) -> ConversationView;
            /// Shows other answers in their place.
            walk(WalkRequest {
                command: CommandId,
                conversation: ConversationId,
                to: Vec<(TabId, AnswerId)>,
            }) -> ConversationView;
            /// Opens a tab that continues from an answer.
            branch(BranchRequest {
                command: CommandId,
                conversation: ConversationId,
                tab: TabId,
                answer: AnswerId,
            }) -> ConversationView;
            /// Creates a conversation from this one as it was at a turn, and shows it.
            fork(ForkRequest {
                command: CommandId,
                conversation: ConversationId,
                turn: TurnId,
                title: String,
            }) -> ConversationView;
            /// Returns answers that are not shown, to be read beside those that are.
            read_answers(ReadAnswersRequest {
                conversation: ConversationId,
                answers: Vec<AnswerId>,
            }) -> Vec<EntryView>;
            /// Stores the note and the labels of an answer. Returns all notes of its conversation.
            set_note(SetNoteRequest {
                command: CommandId,
                answer: AnswerId,
                note: String,
                labels: Vec<String>,
            }) -> Vec<NoteView>;

            // Comparing
            /// Compares two answers.
            compare(CompareRequest {
                conversation: ConversationId,
                one: AnswerId,
                two: AnswerId,
            }) -> DiffView;
            /// Returns the sentences that several answers share.
            shared_sentences(SharedSentencesRequest {
                conversation: ConversationId,
                answers: Vec<AnswerId>,
            }) -> Vec<SharedSentence>;
            /// Marks an answer as the best of its turn, or removes the mark. Returns the best answers of its
            /// conversation.
            mark_best(MarkBestRequest {
                command: CommandId,
                answer: AnswerId,
                best: bool,
            }) -> Vec<AnswerId>;
            /// Returns the figures of a turn, or with `null` of the whole conversation.
            figures(FiguresRequest { conversation: ConversationId, turn: Option<TurnId> }) -> FiguresView;

            // Before sending, and what was sent
            /// Estimates tokens and cost of a prompt to these tabs.
            estimate(EstimateRequest {
                conversation: ConversationId,
                prompt: String,
                tabs: Vec<TabId>,
            }) -> Estimate;
            /// Returns what a prompt to these tabs may cost at most.
            may_cost(MayCostRequest {
                conversation: ConversationId,
                prompt: String,
                tabs: Vec<TabId>,
            }) -> MayCost;
            /// Returns what in a prompt, or in these files of the draft, looks like a secret or an identifier.
            suspects(SuspectsRequest {
                conversation: ConversationId,
                prompt: String,
                files: Vec<ImageHash>,
            }) -> Vec<SuspectView>;
            /// Returns whether the person is asked before text that looks like a secret is sent.
            warns_of_secrets(WarnsOfSecretsRequest {}) -> bool;
            /// Switches that question on or off.
            set_warns_of_secrets(SetWarnsOfSecretsRequest { on: bool }) -> ();
            /// Returns what was sent for an answer, request by request, without any secret.
            sent(SentRequest { answer: AnswerId }) -> SentView;
            /// Copies one of these requests, from 0, as a `curl` call. Returns the file its body was written to, if it
            /// was.
            copy_sent(CopySentRequest { answer: AnswerId, attempt: usize }) -> Option<String>;
            /// Saves one of these requests with its response to the downloads folder. Returns the path.
            save_sent(SaveSentRequest { answer: AnswerId, attempt: usize }) -> String;

            // Spending caps
            /// Returns the caps, and what was spent today and this month.
            budgets(BudgetsRequest {}) -> BudgetsView;
            /// Sets the caps.
            set_budgets(SetBudgetsRequest { form: BudgetsForm }) -> BudgetsView;

            // Endpoints and keys
            /// Returns every endpoint, in the person's order.
            list_endpoints(ListEndpointsRequest {}) -> Vec<EndpointView>;
            /// Judges a base URL as typed, with the endpoint's query parameters.
            preview_url(PreviewUrlRequest {
                text: String,
                #[serde(default)]
                #[ts(as = "Option<_>", optional)]
                query: Vec<(String, String)>,
            }) -> UrlPreview;
            /// Returns the endpoint presets.
            presets(PresetsRequest {}) -> &'static [PresetView];
            /// Sets the order of the endpoints.
            reorder_endpoints(ReorderEndpointsRequest {
                command: CommandId,
                ids: Vec<EndpointId>,
            }) -> Vec<EndpointView>;
            /// Reads a key from the clipboard and holds it until the form is saved. Returns only its length.
            paste_key(PasteKeyRequest {}) -> PasteReceipt;
            /// Checks an endpoint as filled in, then stores it and its key; stores nothing if a needed step fails.
            save_endpoint(SaveEndpointRequest { command: CommandId, form: EndpointForm }) -> CheckReport;
            /// Checks a stored endpoint.
            check_endpoint(CheckEndpointRequest { id: EndpointId }) -> CheckReport;
            /// Removes an endpoint, and its key if `removeKey`.
            remove_endpoint(RemoveEndpointRequest {
                command: CommandId,
                id: EndpointId,
                remove_key: bool,
            }) -> ();
            /// Returns the state of the system keyring, without prompting.
            keyring_state(KeyringStateRequest {}) -> KeyringState;
            /// Unlocks the keyring; the system prompts for the password.
            unlock_keyring(UnlockKeyringRequest {}) -> KeyringState;
            /// Adds the offline demo and opens a conversation with its models.
            start_demo(StartDemoRequest { command: CommandId }) -> ConversationView;
            /// Finds servers that answer on this computer. Loads no model.
            local_servers(LocalServersRequest {}) -> Vec<LocalServer>;
            /// Finds keys in a `.env` on the clipboard. Returns names and lengths; the values stay in Rust.
            paste_endpoints(PasteEndpointsRequest {}) -> Vec<Found>;
            /// Returns the keys this process was started with, as names and lengths.
            environment_endpoints(EnvironmentEndpointsRequest {}) -> Vec<Found>;
            /// Checks these of the found keys, stores those that work and forgets the rest.
            add_found(AddFoundRequest {
                command: CommandId,
                ids: Vec<String>,
                #[serde(default)]
                #[ts(as = "Option<_>", optional)]
                session_only: bool,
            }) -> Vec<FoundReport>;
            /// Forgets the keys that were pasted and not added.
            drop_found(DropFoundRequest {}) -> ();

            // Models
            /// Returns the model lists of all endpoints: the local copies, or with `refresh` fetched where they are
            /// stale.
            catalogue(CatalogueRequest { refresh: bool }) -> CatalogueView;
            /// Returns whether model lists are refreshed once a day while the window is open.
            refreshes_lists(RefreshesListsRequest {}) -> bool;
            /// Switches that on or off.
            set_refreshes_lists(SetRefreshesListsRequest { on: bool }) -> ();
            /// Returns favourites, recent models and sets.
            shelf(ShelfRequest {}) -> PickerPreferences;
            /// Adds a model to the favourites, or removes it.
            set_favourite(SetFavouriteRequest { command: CommandId, model: ModelRef, on: bool }) -> PickerPreferences;
            /// Adds these models to the recent ones.
            note_recent(NoteRecentRequest { command: CommandId, models: Vec<ModelRef> }) -> PickerPreferences;
            /// Stores these models as a set.
            save_set(SaveSetRequest {
                command: CommandId,
                name: String,
                models: Vec<ModelRef>,
            }) -> PickerPreferences;
            /// Renames a set.
            rename_set(RenameSetRequest { command: CommandId, from: String, to: String }) -> PickerPreferences;
            /// Deletes a set.
            remove_set(RemoveSetRequest { command: CommandId, name: String }) -> PickerPreferences;
            /// Returns what each model can do, in their order, as far as the lists say.
            capabilities(CapabilitiesRequest { models: Vec<ModelRef> }) -> Vec<Capabilities>;
            /// Sets the price of a model; `null` brings back the listed one.
            set_price(SetPriceRequest {
                command: CommandId,
                model: ModelRef,
                price: Option<PriceForm>,
            }) -> Option<Price>;

            // The network
            /// Returns the network settings of all endpoints.
            network_settings(NetworkSettingsRequest {}) -> NetworkSettings;
            /// Sets the network settings of all endpoints.
            set_network(SetNetworkRequest { form: NetworkForm }) -> NetworkSettings;
            /// Returns the balance of an endpoint's account.
            balance(BalanceRequest { id: EndpointId }) -> Balance;
            /// Returns the latest requests, newest first.
            connections(ConnectionsRequest {}) -> Vec<ConnectionRow>;
            /// Saves the connection log to the downloads folder. Returns the path.
            export_connections(ExportConnectionsRequest {}) -> String;
        }
    };
}
