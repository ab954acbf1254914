"""Every word that a report says, in Vietnamese and in English."""

from html import escape

from corpus.errors import Language

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Báo cáo đo chất lượng tìm kiếm", "Search quality report"),
    "failures": ("Câu hỏi chưa trả lời được", "Questions not answered"),
    "no_failures": ("Mọi câu hỏi đều có đoạn trả lời đứng đầu.", "Every question has its answer first."),
    "not_found": ("không thấy trong 10 đoạn đầu", "not in the first 10 passages"),
    "not_first": ("thấy ở vị trí {rank}", "found at rank {rank}"),
    "not_asked": ("không hỏi được: {error}", "could not be asked: {error}"),
    "made_up": ("trả lời “{answer}” dù văn bản không nêu", "answered “{answer}” though no document says"),
    "expected": ("Cần tìm thấy", "Should have been found"),
    "found": ("Đã tìm thấy", "What was found"),
    "nothing": ("không có đoạn nào", "nothing"),
    "more": ("{count} câu nữa", "{count} more"),
    "measures": ("Độ đo", "Measures"),
    "measure": ("độ đo", "measure"),
    "value": ("giá trị", "value"),
    "interval": ("khoảng tin cậy 95 %", "95 % interval"),
    "answers": ("Câu trả lời và sự tự biết", "Answers and abstention"),
    "f1": ("F1 của câu trả lời", "answer F1"),
    "exact": ("trùng khớp hoàn toàn", "exact match"),
    "f1_all": ("F1, tính cả câu không có lời đáp", "F1 with unanswerable questions"),
    "auroc": ("AUROC phân biệt câu có lời đáp", "AUROC of answerable"),
    "risk_area": ("diện tích dưới đường rủi ro", "area under the risk curve"),
    "calibration_error": ("sai số hiệu chỉnh", "calibration error"),
    "exactness": ("độ chính xác của trích dẫn", "citation exactness"),
    "p50": ("thời gian trung vị (ms)", "median time (ms)"),
    "p95": ("thời gian bách phân vị 95 (ms)", "95th percentile of time (ms)"),
    "questions": ("số câu hỏi", "questions"),
    "answerable": ("có lời đáp", "answerable"),
    "unanswerable": ("không có lời đáp", "unanswerable"),
    "failed": ("không hỏi được", "could not be asked"),
    "missing": ("không có kết quả", "nothing found"),
    "charts": ("Biểu đồ", "Charts"),
    "recall_by_depth": ("Tỷ lệ minh chứng tìm thấy theo độ sâu", "Recall by depth"),
    "depth": ("số đoạn đầu", "first passages"),
    "recall": ("tỷ lệ tìm thấy", "recall"),
    "calibration": ("Độ tin cậy so với tỷ lệ đúng", "Calibration"),
    "confidence": ("độ tin cậy", "confidence"),
    "accuracy": ("tỷ lệ đúng", "share right"),
    "risk_coverage": ("Rủi ro theo tỷ lệ trả lời", "Risk by coverage"),
    "coverage": ("tỷ lệ câu được trả lời", "share answered"),
    "risk": ("tỷ lệ sai", "share wrong"),
    "latency": ("Thời gian trả lời", "Latency"),
    "milliseconds": ("mili giây", "milliseconds"),
    "share": ("tỷ lệ câu hỏi", "share of questions"),
    "slices": ("Theo lát cắt", "Slices"),
    "lang": ("Ngôn ngữ", "Language"),
    "type": ("Loại câu hỏi", "Type of question"),
    "document": ("Văn bản", "Document"),
    "length": ("Số tiếng trong câu hỏi", "Words in the question"),
    "marks": ("Dấu tiếng Việt", "Vietnamese marks"),
    "comparison": ("So sánh {before} → {after}", "Comparison {before} → {after}"),
    "change": ("thay đổi", "change"),
    "p_holm": ("p (Holm)", "p (Holm)"),
    "won": ("hơn", "won"),
    "lost": ("kém", "lost"),
    "tied": ("bằng", "tied"),
    "changed": ("Câu hỏi hơn và kém về MRR@10", "Questions won and lost on MRR@10"),
    "before": ("trước", "before"),
    "after": ("sau", "after"),
    "manifest": ("Được tạo từ", "Made with"),
    "vi": ("tiếng Việt", "Vietnamese"),
    "vi-nodiac": ("tiếng Việt không dấu", "Vietnamese without marks"),
    "en": ("tiếng Anh", "English"),
    "en-mixed": ("tiếng Anh lẫn từ tiếng Việt", "English with Vietnamese words"),
    "all": ("tất cả", "all"),
    "switch": ("English", "English"),
}


ENGLISH_HELP = {
    "Đo chất lượng tìm kiếm.": "Measure how good the search is.",
    "Chạy một bộ câu hỏi trên thư viện, hoặc một bộ đo BEIR.": "Run a question set over the library, or a BEIR benchmark.",
    "So sánh hai lần đo: mức ý nghĩa, câu hơn, câu kém.": "Compare two runs: significance, questions won and lost.",
    "Viết báo cáo HTML (và Markdown) của một hay nhiều lần đo.": "Write an HTML (and Markdown) report of one or more runs.",
    "Báo lỗi nếu một độ đo giảm có ý nghĩa so với mốc.": "Fail if a measure falls significantly against a baseline.",
    "Trang Markdown cần thay số liệu giữa hai dấu eval.": "Markdown page whose figures between the eval marks are replaced.",
    "Kiểm tra một bộ câu hỏi.": "Check a question set.",
    "Đo lại bảng số liệu mà README dẫn.": "Measure the table that the README quotes.",
    "Ghi bộ câu hỏi ra thư mục BEIR hoặc TREC.": "Write a question set as a BEIR or TREC folder.",
    "Tạo bộ câu hỏi từ topics và qrels của TREC.": "Make a question set of TREC topics and qrels.",
    "Tệp JSONL của bộ câu hỏi.": "The question set's JSONL file.",
    "Thư mục BEIR: corpus.jsonl, queries.jsonl, qrels.tsv.": "BEIR folder: corpus.jsonl, queries.jsonl, qrels.tsv.",
    "Kho văn bản của bộ đo BEIR, nếu ở tệp khác (.jsonl, .xz, .gz).": "The benchmark's corpus, if in another file (.jsonl, .xz, .gz).",
    "Thư mục nhận kết quả.": "Folder for the results.",
    "Thư mục giữ chỉ mục của bộ đo.": "Folder that keeps the benchmark's index.",
    "Cấu hình: ranked (đầy đủ), fused, lexical, dense, without-… (bớt một bộ phận).": "Configuration: ranked (all of it), fused, lexical, dense, without-… (all but one part).",
    "Số đoạn hỏi cho mỗi câu.": "How many passages to ask for.",
    "Thư mục một lần đo.": "A run's folder.",
    "Thư mục lần đo làm mốc.": "The baseline run's folder.",
    "Thư mục lần đo cần xét; bỏ trống thì đo ngay.": "The run's folder; without it a run is made now.",
    "Mức ý nghĩa.": "Significance level.",
    "Tệp HTML của báo cáo.": "The report's HTML file.",
    "Tệp Markdown của báo cáo.": "The report's Markdown file.",
    "Tệp huấn luyện cần soát xem có lọt câu hỏi nào không.": "Training files to search for leaked questions.",
    "Chỉ kiểm tra dạng tệp, không đối chiếu văn bản.": "Check the file's form only, not against the documents.",
    "Thư mục BEIR nhận bộ câu hỏi.": "BEIR folder to write.",
    "Thư mục TREC nhận bộ câu hỏi.": "TREC folder to write.",
    "Tệp topics.": "The topics file.",
    "Tệp qrels.": "The qrels file.",
    "Ngôn ngữ của câu hỏi.": "Language of the questions.",
    "Tệp JSONL nhận bộ câu hỏi.": "JSONL file for the question set.",
    "In ra JSON.": "Print JSON.",
    "Thư mục thư viện.": "The library's folder.",
    "Tên hoặc đường dẫn mô hình sentence-transformers.": "Name or path of a sentence-transformers model.",
}
"""What the help of the commands says in English."""


def say(key: str, language: Language, **values: object) -> str:
    """Return a wording in one language, with its values filled in."""
    return WORDS[key][0 if language == "vi" else 1].format(**values)


def say_both(key: str, tag: str = "span", **values: object) -> str:
    """Return a wording in both languages as HTML, of which the page shows one."""
    return "".join(
        f'<{tag} class="{language}" lang="{language}">{escape(say(key, language, **values))}</{tag}>'
        for language in ("vi", "en")
    )
